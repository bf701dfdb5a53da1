import { ToolkitError } from '../../core/error.ts';
import { madeBy } from '../../dataset/made-by.ts';
import type { Dataset } from '../../dataset/open-dataset.ts';
import { type ReplayedEpisode, replayEpisode } from '../../dataset/replay-episode.ts';
import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import {
  type DriverChoice,
  openSimulator,
  type ShownMoment,
  type Simulator,
} from '../../simulator/open-simulator-node.ts';
import { clipPlace } from './clip-place.ts';

/** Draws episodes of datasets again, as their own machine would where it can. Holds a GPU: close it. */
export type Redrawing = {
  /** Where what is drawn may differ from what was recorded, one sentence each. */
  readonly warnings: readonly string[];
  readonly simulatorOf: (dataset: Dataset) => Simulator;
  readonly close: () => void;
};

/** The simulator of the dataset's own driver, or of the best there is where this machine lacks it. */
async function openLike(driver: DriverChoice): Promise<Simulator> {
  try {
    return await openSimulator(driver);
  } catch (error) {
    if (error instanceof ToolkitError && error.code === 'device/missing') return openSimulator('auto');
    throw error;
  }
}

/** What of a dataset's making is not what this machine has, in a sentence; `null` where nothing is. */
async function difference({ dir, plan }: Dataset, { driver }: Simulator): Promise<string | null> {
  const here = await madeBy(driver);
  const parts = (['driver', 'rendering', 'physics', 'toolkit'] as const).filter(
    (part) => JSON.stringify(here[part]) !== JSON.stringify(plan.madeBy[part]),
  );
  if (parts.length === 0) return null;
  const words = (of: typeof here): string =>
    parts.map((part) => (part === 'driver' ? of.driver.description : `${part} ${of[part]}`)).join(', ');
  return `The bounds of ${dir} are drawn by ${words(here)}, and it was recorded by ${words(plan.madeBy)}: their pixels differ by that too.`;
}

/** Opens what draws the datasets again. @throws {@link ToolkitError} `device/missing` without any GPU driver. */
export async function openRedrawing(datasets: readonly Dataset[]): Promise<Redrawing> {
  const simulators = new Map<string, Simulator>();
  const close = (): void => {
    for (const simulator of simulators.values()) simulator.close();
  };
  const warnings = new Set<string>();
  try {
    for (const dataset of datasets) {
      const { name } = dataset.plan.madeBy.driver;
      const simulator = simulators.get(name) ?? (await openLike(name as DriverChoice));
      simulators.set(name, simulator);
      const differs = await difference(dataset, simulator);
      if (differs !== null) warnings.add(differs);
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    warnings: [...warnings],
    simulatorOf: ({ plan }) => simulators.get(plan.madeBy.driver.name) as Simulator,
    close,
  };
}

/** What else might have happened after a frame of an episode: moments of the frames after it, in order. */
export type OtherCourse = (
  replayed: ReplayedEpisode,
  after: { readonly last: number; readonly horizon: number },
) => Promise<Iterable<ShownMoment>>;

/** Episodes whose drawn courses are kept: a parent and its branches are asked for in turn, camera by camera. */
const KEPT_EPISODES = 4;

/** An episode, and every camera's pictures of what else followed, by the last context frame. */
type Redrawn = {
  readonly replayed: ReplayedEpisode;
  readonly takes: Map<number, ReadonlyMap<string, readonly Uint8Array[]>>;
};

/** Predicts clips by drawing another course of their episode: all cameras at once. */
export function redrawnClips(
  redrawing: Redrawing,
  course: OtherCourse,
): (clip: EvaluatedClip, dataset: Dataset) => Promise<readonly Uint8Array[]> {
  // The one that was asked for last stands last.
  const kept = new Map<string, Redrawn>();
  const episodeOf = async (dataset: Dataset, episode: string, horizon: number): Promise<Redrawn> => {
    const key = JSON.stringify([dataset.planSha256, episode, horizon]);
    const redrawn = kept.get(key) ?? {
      replayed: await replayEpisode(dataset, episode, ['rgb']),
      takes: new Map(),
    };
    kept.delete(key);
    kept.set(key, redrawn);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_EPISODES) kept.delete(oldest as string);
    return redrawn;
  };
  return async (clip, dataset) => {
    const { episode, camera, last, horizon } = clipPlace(clip);
    const { replayed, takes } = await episodeOf(dataset, episode, horizon);
    if (!takes.has(last)) {
      const moments = await course(replayed, { last, horizon });
      takes.set(last, await drawAll(redrawing.simulatorOf(dataset), replayed, clip, moments));
    }
    return takes.get(last)?.get(camera) ?? [];
  };
}

/** Every camera's pictures of those moments, of the cameras that clips are taken from. */
async function drawAll(
  simulator: Simulator,
  { episode, view }: ReplayedEpisode,
  { width, height }: EvaluatedClip,
  moments: Iterable<ShownMoment>,
): Promise<ReadonlyMap<string, readonly Uint8Array[]>> {
  const cameras = episode.cameras
    .filter(({ name, size, every }) => {
      const [w, h] = size ?? [width, height];
      return view.cameras.includes(name) && every === 1 && w === width && h === height;
    })
    .map(({ name }) => name);
  const pictures = new Map(cameras.map((name) => [name, [] as Uint8Array[]]));
  for await (const { views } of simulator.show(episode, { ...view, cameras }, moments)) {
    for (const name of cameras) {
      const picture = views[name]?.images.rgb;
      if (picture !== undefined) pictures.get(name)?.push(picture);
    }
  }
  return pictures;
}
