import { ToolkitError } from '../core/error.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { episodeCameras } from '../dataset/recorded-camera.ts';

/** Which clips are predicted, and how far. */
export type Protocol = {
  /** Frames that a model is shown. */
  readonly context: number;
  /** Frames that it predicts, from its own pictures. */
  readonly horizon: number;
  /** First context frames in an episode, where they fit. */
  readonly starts: readonly number[];
};

export const PROTOCOL_DEFAULTS: Protocol = { context: 4, horizon: 16, starts: [0, 8] };

/** A place in a dataset: what is predicted, by name. */
export type ClipRef = {
  /** `<episode>.<camera>.<start>`. */
  readonly id: string;
  readonly episode: string;
  readonly scene: string;
  readonly camera: string;
  /** First context frame. */
  readonly start: number;
};

/** Fills in what was not asked for and refuses what makes no sense. @throws {@link ToolkitError} `argument/invalid`. */
export function resolveProtocol(
  asked: { readonly [K in keyof Protocol]?: Protocol[K] | undefined },
): Protocol {
  const { context = PROTOCOL_DEFAULTS.context, horizon = PROTOCOL_DEFAULTS.horizon } = asked;
  const starts = [...new Set(asked.starts ?? PROTOCOL_DEFAULTS.starts)].sort((a, b) => a - b);
  const whole = (name: string, value: number, low: number): void => {
    if (Number.isInteger(value) && value >= low && value <= 100_000) return;
    throw new ToolkitError(
      'argument/invalid',
      `${name} must be a whole number of at least ${low} frame${low === 1 ? '' : 's'}, got ${value}.`,
      `Choose another ${name}.`,
    );
  };
  whole('context', context, 1);
  whole('horizon', horizon, 1);
  for (const start of starts) whole('start', start, 0);
  return { context, horizon, starts };
}

/**
 * The clips of a dataset under a protocol, in the dataset's order: every committed episode, camera
 * and start that fits. Cameras of another size or rate than the plan's have no clips.
 *
 * @throws {@link ToolkitError} `evaluate/input` when there is none, or the dataset has no pictures.
 */
export function listClips(dataset: Dataset, { context, horizon, starts }: Protocol): ClipRef[] {
  const { plan, dir, episodes } = dataset;
  if (!plan.modalities.includes('rgb')) {
    throw new ToolkitError(
      'evaluate/input',
      `A dataset must have rgb to be predicted, and ${dir} has ${plan.modalities.join(', ')}.`,
      'Generate it with rgb among its --modalities.',
    );
  }
  const fitting = starts.filter((start) => start + context + horizon <= plan.frames);
  if (episodes.length === 0 || fitting.length === 0) {
    const why = episodes.length === 0 ? 'no episode is finished' : `its episodes have ${plan.frames} frames`;
    throw new ToolkitError(
      'evaluate/input',
      `${dir} must hold episodes of at least ${(starts[0] ?? 0) + context + horizon} frames (context ${context} and horizon ${horizon}), but ${why}.`,
      episodes.length === 0 ? 'Run worldwright generate until it is done.' : 'Choose a smaller --horizon.',
    );
  }
  const clips = episodes.flatMap(({ id, scene }) =>
    episodeCameras(plan, scene)
      .filter(({ width, height, every }) => width === plan.width && height === plan.height && every === 1)
      .flatMap(({ name: camera }) =>
        fitting.map((start) => ({ id: `${id}.${camera}.${start}`, episode: id, scene, camera, start })),
      ),
  );
  if (clips.length > 0) return clips;
  throw new ToolkitError(
    'evaluate/input',
    `${dir} must have a camera of ${plan.width}x${plan.height} pixels that takes every frame, got none.`,
    'Record a camera without a size and an every of its own.',
  );
}
