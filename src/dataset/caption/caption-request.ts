import type { Actor } from '../../core/actor.ts';
import type { EpisodeEvent, Light, Sky } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import { camelKeys } from '../../core/key-case.ts';
import type { CameraFacts, EpisodeFacts, EpisodeSteps } from '../../core/recorded-episode.ts';
import { deriveSeed } from '../../core/rng.ts';
import type { Dataset } from '../open-dataset.ts';
import { findEpisode, readCameras, readEpisodeFacts, readEvents, readSteps } from '../read-episode.ts';
import { readBoxes, readFrames } from '../read-frames.ts';
import { episodeCameras } from '../recorded-camera.ts';
import { type Seen, seenInBoxes, seenInMasks } from './seen.ts';

/** A stretch of what one camera took: `count` of its pictures from its picture `start` on. */
export type CaptionWindow = { readonly start: number; readonly count: number };

/** All that captions say of an episode besides its bodies. */
export type CaptionedFacts = EpisodeFacts & {
  readonly lights: readonly Light[];
  readonly sky: Sky | null;
  /** sRGB, `#rrggbb`. */
  readonly background: string;
  readonly actors: readonly Actor[];
  /** When the outcome was decided, seconds since the start. */
  readonly outcomeTime: number | null;
};

/** The truth that a caption is made from, and checked against. */
export type CaptionRequest = {
  /** Chooses the words. */
  readonly seed: number;
  /** Whether bodies look as their scene's materials say: under the varied look, wood need not look like wood. */
  readonly looksAsMade: boolean;
  readonly facts: CaptionedFacts;
  readonly steps: EpisodeSteps;
  readonly events: readonly EpisodeEvent[];
  readonly camera: CameraFacts;
  readonly window: CaptionWindow;
  /** Frames of the episode a second. */
  readonly fps: number;
  /** Of the window's pictures: bodies and decor in the order of their facts. */
  readonly seen: Seen;
};

/** All of an episode that its cameras' captions share. */
type Read = Pick<CaptionRequest, 'facts' | 'steps' | 'events'> & { readonly cameras: readonly CameraFacts[] };

async function readTruth(dataset: Dataset, id: string): Promise<Read> {
  const [facts, steps, events, cameras] = await Promise.all([
    readEpisodeFacts(dataset, id),
    readSteps(dataset, id),
    readEvents(dataset, id),
    readCameras(dataset, id),
  ]);
  type Stored = Omit<CaptionedFacts, 'outcomeTime' | 'actors'> & {
    readonly actors?: unknown;
    readonly truth?: { readonly outcome_time: number | null };
  };
  const { actors = [], truth, ...rest } = facts as Stored;
  const known = { actors: camelKeys(actors) as readonly Actor[], outcomeTime: truth?.outcome_time ?? null };
  return { facts: { ...rest, ...known }, steps, events, cameras };
}

/**
 * Reads what a caption is made from: what happened, and what of it the camera shows, by `boxes` or by the masks of
 * `instance_id`.
 *
 * @param window - Default: all pictures of the camera.
 * @throws {@link ToolkitError} `argument/unknown` for an episode or camera that is not there, `argument/invalid` for a
 * window that the camera does not have, or where neither boxes nor masks say what is visible; as the dataset's readers.
 */
export async function captionRequest(
  dataset: Dataset,
  episode: string,
  camera: string,
  window?: CaptionWindow,
): Promise<CaptionRequest> {
  const { scene, seed } = findEpisode(dataset, episode);
  const recorded = episodeCameras(dataset.plan, scene).find(({ name }) => name === camera);
  const seenBy = ['boxes', 'instance_id'].find((one) => recorded?.modalities.some((has) => has === one));
  if (recorded !== undefined && seenBy === undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `Captions name only what is visible, which instance_id or boxes tell; camera ${camera} of episode ${episode} ` +
        `has ${recorded.modalities.join(', ')}.`,
      'Generate the dataset with --modalities rgb,instance_id.',
    );
  }
  const { start, count } = window ?? { start: 0, count: recorded?.frames ?? 0 };
  checkWindow({ start, count }, camera, recorded?.frames ?? 0);
  const { facts, steps, events, cameras } = await readTruth(dataset, episode);
  const ids = [...facts.bodies, ...facts.decor].map(({ id }) => id);
  const { width = 0, height = 0 } = recorded ?? {};
  const seen =
    seenBy === 'boxes'
      ? seenInBoxes(
          (await readBoxes(dataset, episode, camera)).slice(start, start + count),
          ...([width, height, ids] as const),
        )
      : seenInMasks(
          await readFrames(dataset, episode, camera, 'instance_id', start, count),
          ...([width, height, ids] as const),
        );
  return {
    seed: deriveSeed(seed, `caption ${camera} ${start}`),
    looksAsMade: dataset.plan.look === 'easy',
    ...{ facts, steps, events, seen, fps: dataset.plan.fps, window: { start, count } },
    camera: cameras.find(({ name }) => name === camera) as CameraFacts,
  };
}

function checkWindow({ start, count }: CaptionWindow, camera: string, frames: number): void {
  const whole = Number.isInteger(start) && Number.isInteger(count);
  if (frames === 0 || (whole && start >= 0 && count > 0 && start + count <= frames)) return;
  throw new ToolkitError(
    'argument/invalid',
    `A window must lie within the ${frames} pictures of camera ${camera}, got ${count} from ${start} on.`,
    'Choose a window that the camera took.',
  );
}
