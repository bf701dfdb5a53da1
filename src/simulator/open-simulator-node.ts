import type { Episode } from '../core/episode.ts';
import {
  type Moment,
  type Observed,
  type ObserveOptions as ObserverOptions,
  observeEpisode,
} from '../render/observer.ts';
import {
  askDriver,
  openRenderer,
  type DriverChoice as RendererChoice,
  type DriverFacts as RendererFacts,
} from '../render/open-renderer-node.ts';
import { type SimulatedFrame, type SimulateOptions, simulateEpisode } from './simulate-episode.ts';

/** A GPU driver to ask for: `hardware`, `lavapipe` or `swiftshader` and no other, or `auto`. */
export type DriverChoice = RendererChoice;

/** What draws: the kind of driver, and what it calls itself. */
export type DriverFacts = RendererFacts;

/** A moment that is the caller's own: its state, and what open shutters see. */
export type ShownMoment = Moment;

/** How moments are seen: by which cameras, how large, and what of them. */
export type ObserveOptions = ObserverOptions;

/** A simulator with a GPU of its own: plays episodes one after the other. */
export type Simulator = {
  readonly driver: DriverFacts;
  /** As `simulateEpisode`. */
  readonly play: (episode: Episode, options: SimulateOptions) => AsyncGenerator<SimulatedFrame>;
  /** As `observeEpisode`: draws moments that are the caller's own. */
  readonly show: <M extends Moment>(
    episode: Episode,
    options: ObserveOptions,
    moments: Iterable<M>,
  ) => AsyncGenerator<Observed<M>>;
  readonly close: () => void;
};

/**
 * Says which driver a simulator would draw on, without keeping it.
 *
 * @throws {@link ToolkitError} `device/missing`.
 */
export const askSimulatorDriver = (choice: DriverChoice): Promise<DriverFacts> => askDriver(choice);

/**
 * Opens a simulator on that driver.
 *
 * @throws {@link ToolkitError} `device/missing`.
 */
export async function openSimulator(choice: DriverChoice): Promise<Simulator> {
  const { driver, renderer, close } = await openRenderer(choice);
  return {
    driver,
    close,
    play: (episode, options) => simulateEpisode(episode, options, renderer),
    show: (episode, options, moments) => observeEpisode(renderer, episode, options, moments),
  };
}
