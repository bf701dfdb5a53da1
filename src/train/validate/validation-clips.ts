import { ToolkitError } from '../../core/error.ts';
import { type Dataset, type DatasetEpisode, openDataset } from '../../dataset/open-dataset.ts';
import { readEpisodeFacts, readSteps } from '../../dataset/read-episode.ts';
import { readFrames } from '../../dataset/read-frames.ts';
import { episodeCameras } from '../../dataset/recorded-camera.ts';
import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import { type PreparedClip, prepareClip } from '../../metrics/score-clip.ts';
import { WM_D_CONTEXT, type WmDConfig } from '../../world-model/wm-d/wm-d-config.ts';
import { VALIDATION_HORIZONS } from '../training-history.ts';

/** Clips of each scene. */
const CLIPS_A_SCENE = 16;

/** Frames predicted of each. */
export const VALIDATION_HORIZON = Math.max(...VALIDATION_HORIZONS);

/** Where clips begin in their episodes, in turn. */
const STARTS = [0, 8] as const;

/** Clips that a model is tried on while it learns, the same ones every time. */
export type ValidationClips = {
  /** Of the dataset's plan. */
  readonly planSha256: string;
  readonly name: string;
  readonly clips: readonly PreparedClip[];
};

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('train/input', `${rule}, ${got}.`, hint);

/** What a validation has to fit. */
export type ValidationFit = {
  readonly config: WmDConfig;
  readonly fps: number;
  /** Plans of the datasets that are learnt from. */
  readonly learntFrom: readonly string[];
};

function checkDataset({ dir, plan, planSha256 }: Dataset, { config, fps, learntFrom }: ValidationFit): void {
  const { side } = config;
  if (learntFrom.includes(planSha256)) {
    throw refusal(
      'A model must be tried on what it has not learnt from',
      `and ${dir} is learnt from`,
      'Generate a dataset with another seed for --validate.',
    );
  }
  if (plan.width !== side || plan.height !== side || plan.fps !== fps) {
    throw refusal(
      `A dataset to validate on must have frames of ${side}×${side} pixels at ${fps} fps, as the model`,
      `and ${dir} has ${plan.width}×${plan.height} at ${plan.fps} fps`,
      'Generate a dataset of that size and rate.',
    );
  }
  const missing = (['rgb', 'instance_id'] as const).find((name) => !plan.modalities.includes(name));
  if (missing !== undefined) {
    throw refusal(
      `A dataset to validate on must have ${missing}`,
      `and ${dir} has ${plan.modalities.join(', ')}`,
      `Generate it with ${missing} among its --modalities.`,
    );
  }
  if (plan.frames >= WM_D_CONTEXT + VALIDATION_HORIZON) return;
  throw refusal(
    `Episodes to validate on must have at least ${WM_D_CONTEXT + VALIDATION_HORIZON} frames`,
    `and those of ${dir} have ${plan.frames}`,
    'Generate longer episodes.',
  );
}

/** Rows of actions as wide as the model's, zeros after the episode's own; null where nothing acts. */
function widened(action: Float32Array | null, dim: number, start: number, wide: number): Float32Array | null {
  if (action === null || wide === 0) return null;
  const rows = WM_D_CONTEXT - 1 + VALIDATION_HORIZON;
  const out = new Float32Array(rows * wide);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < Math.min(dim, wide); j++) {
      out[row * wide + j] = action[(start + row) * dim + j] as number;
    }
  }
  return out;
}

/** Reads a clip of an episode, with its truth. */
async function readClip(
  dataset: Dataset,
  episode: DatasetEpisode,
  camera: string,
  start: number,
  wide: number,
): Promise<EvaluatedClip> {
  const { width, height, fps } = dataset.plan;
  const count = WM_D_CONTEXT + VALIDATION_HORIZON;
  const { bodies } = await readEpisodeFacts(dataset, episode.id);
  const { action, actionDim } = await readSteps(dataset, episode.id);
  const rgb = await readFrames(dataset, episode.id, camera, 'rgb', start, count);
  const ids = await readFrames(dataset, episode.id, camera, 'instance_id', start, count);
  const images = ids.map((image) => Uint16Array.from(image));
  return {
    id: `${episode.id}.${camera}.${start}`,
    ...{ episode: episode.id, scene: episode.scene, cluster: episode.id, width, height, fps },
    context: rgb.slice(0, WM_D_CONTEXT),
    contextIds: images.slice(0, WM_D_CONTEXT),
    truth: rgb.slice(WM_D_CONTEXT),
    truthIds: images.slice(WM_D_CONTEXT),
    metresAPixel: null,
    foregroundIds: bodies.filter(({ motion }) => motion !== 'fixed').map(({ id }) => id),
    actions: widened(action, actionDim, start, wide),
    actionDim: wide,
  };
}

/** Evenly over a list, at most `count`. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)] as T);
}

/**
 * Reads a few fixed clips of every scene of a dataset.
 *
 * @throws {@link ToolkitError} `train/input` when the dataset does not fit the model, or is learnt from; else as the
 * dataset's readers.
 */
export async function readValidationClips(dir: string, fit: ValidationFit): Promise<ValidationClips> {
  const dataset = await openDataset(dir);
  checkDataset(dataset, fit);
  const { plan, episodes, planSha256 } = dataset;
  const clips: PreparedClip[] = [];
  for (const { name } of plan.scenes) {
    const ofScene = episodes.filter(({ scene }) => scene === name);
    for (const [i, episode] of spread(ofScene, CLIPS_A_SCENE).entries()) {
      const camera = episodeCameras(plan, name).find(
        ({ width, height, every }) => width === plan.width && height === plan.height && every === 1,
      )?.name;
      if (camera === undefined) continue;
      const start = STARTS[i % STARTS.length] as number;
      const last = plan.frames - WM_D_CONTEXT - VALIDATION_HORIZON;
      const wide = fit.config.actionDim;
      clips.push(prepareClip(await readClip(dataset, episode, camera, Math.min(start, last), wide)));
    }
  }
  if (clips.length > 0) return { planSha256, name: dir, clips };
  throw refusal(
    'A dataset to validate on must hold finished episodes',
    `and ${dir} holds none that can be used`,
    'Run worldwright generate until it is done.',
  );
}
