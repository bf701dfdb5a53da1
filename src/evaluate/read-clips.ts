import { ToolkitError } from '../core/error.ts';
import type { CameraFacts } from '../core/recorded-episode.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { readCameras, readEpisodeFacts, readSteps } from '../dataset/read-episode.ts';
import { readFrames } from '../dataset/read-frames.ts';
import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import { metresAPixel } from './metres-a-pixel.ts';
import type { ClipRef, Protocol } from './protocol.ts';

/** What a prediction starts from: a clip without its truth. */
export type ClipInput = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** sRGB 8 bit, shape [height, width, 3] each, oldest first. */
  readonly context: readonly Uint8Array[];
  /** Shape [context − 1 + horizon, actionDim]; null where nothing acts. */
  readonly actions: Float32Array | null;
  readonly actionDim: number;
};

/** Runs of clips of one episode and camera, which are read at once. */
function grouped(clips: readonly ClipRef[]): ClipRef[][] {
  const groups = new Map<string, ClipRef[]>();
  for (const clip of clips) {
    const key = `${clip.episode}.${clip.camera}`;
    groups.set(key, [...(groups.get(key) ?? []), clip]);
  }
  return [...groups.values()];
}

/** `rows` actions from frame `start` on. */
const actionRows = (
  action: Float32Array | null,
  dim: number,
  start: number,
  rows: number,
): Float32Array | null => (action === null ? null : action.slice(start * dim, (start + rows) * dim));

/** Reads what clips start from, one after another. @throws {@link ToolkitError} as the dataset's readers. */
export async function* readClipInputs(
  dataset: Dataset,
  clips: readonly ClipRef[],
  { context, horizon }: Protocol,
): AsyncGenerator<ClipInput> {
  const { width, height } = dataset.plan;
  for (const clip of clips) {
    const { id, episode, camera, start } = clip;
    const { action, actionDim } = await readSteps(dataset, episode);
    const frames = await readFrames(dataset, episode, camera, 'rgb', start, context);
    const actions = actionRows(action, actionDim, start, context - 1 + horizon);
    yield { id, width, height, context: frames, actions, actionDim };
  }
}

/** How the report names what a dataset holds. */
export type ClipNames = {
  readonly sceneOf: (scene: string) => string;
  readonly clusterOf: (episode: string) => string;
};

/**
 * Reads clips with their truth, one after another.
 *
 * @throws {@link ToolkitError} `evaluate/input` when the dataset has no instance ids; else as the
 * dataset's readers.
 */
export async function* readClips(
  dataset: Dataset,
  clips: readonly ClipRef[],
  { context, horizon }: Protocol,
  names: ClipNames,
): AsyncGenerator<EvaluatedClip> {
  const { width, height, fps, modalities } = dataset.plan;
  if (!modalities.includes('instance_id')) {
    throw new ToolkitError(
      'evaluate/input',
      `A dataset must have instance_id to be evaluated, and ${dataset.dir} has ${modalities.join(', ')}.`,
      'Generate it with instance_id among its --modalities.',
    );
  }
  for (const group of grouped(clips)) {
    const { episode, camera, scene } = group[0] as ClipRef;
    const first = Math.min(...group.map(({ start }) => start));
    const count = Math.max(...group.map(({ start }) => start)) + context + horizon - first;
    const facts = await readEpisodeFacts(dataset, episode);
    const steps = await readSteps(dataset, episode);
    const { action, actionDim } = steps;
    const taken = (await readCameras(dataset, episode)).find(({ name }) => name === camera) as CameraFacts;
    const rgb = await readFrames(dataset, episode, camera, 'rgb', first, count);
    const ids = (await readFrames(dataset, episode, camera, 'instance_id', first, count)).map((image) =>
      Uint16Array.from(image),
    );
    for (const { id, start } of group) {
      const at = start - first;
      const rows = context - 1 + horizon;
      yield {
        ...{
          id,
          episode,
          scene: names.sceneOf(scene),
          cluster: names.clusterOf(episode),
          width,
          height,
          fps,
        },
        context: rgb.slice(at, at + context),
        contextIds: ids.slice(at, at + context),
        truth: rgb.slice(at + context, at + context + horizon),
        truthIds: ids.slice(at + context, at + context + horizon),
        metresAPixel: metresAPixel(taken, { facts, steps }, start + context, horizon),
        foregroundIds: facts.bodies.filter(({ motion }) => motion !== 'fixed').map((body) => body.id),
        actions: actionRows(action, actionDim, start, rows),
        actionDim,
      };
    }
  }
}
