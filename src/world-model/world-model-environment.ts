import type { ArraySpec } from '../core/array-spec.ts';
import { checkAction } from '../core/check-action.ts';
import type { Environment, TimeStep } from '../core/environment.ts';
import { ToolkitError } from '../core/error.ts';
import { type RgbObservation, rgbSpecs } from '../core/rgb-spec.ts';
import { hashBytes } from '../core/state-hash.ts';
import { callActions } from './call-actions.ts';
import { checkClip, checkClipSize } from './check-clip.ts';
import { predictPictures } from './predict-pictures.ts';
import type { RecurrentState } from './recurrent-state.ts';
import { warmUp } from './warm-up.ts';
import type { WorldModel } from './world-model.ts';

/** How a dreamt episode starts. */
export type DreamStart = {
  /**
   * Known frames, oldest first: sRGB, 8 bit, shape [height, width, 3]; at least the model's `context`. More of them a
   * recurrent model sees first.
   */
  readonly frames: readonly Uint8Array[];
  /** Shape [frames − 1, action elements]: row i was held from frame i to the next. `null` where nothing acts. */
  readonly actions: Float32Array | null;
};

/** One moment of a dream as plain data. */
export type DreamSnapshot = {
  /** Hash of what the environment was made of. */
  readonly environment: string;
  /** What the model sees next: its last `context` frames, and the actions held between them. */
  readonly frames: readonly Uint8Array[];
  readonly actions: Float32Array;
  /** What a recurrent model remembers of the frames before. */
  readonly state: RecurrentState | null;
  readonly frame: number;
  readonly shown: TimeStep<RgbObservation>;
};

/** What a dream shows and takes, how it begins, and how long it goes on. */
export type WorldModelEnvironmentOptions = {
  /** What can be decided; `null` where nothing can. */
  readonly actionSpec: ArraySpec | null;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames a second. */
  readonly fps: number;
  /** Frames after which an episode is truncated, frame 0 among them; at least 2. */
  readonly frames: number;
  /** How the episode of a seed starts: the last of its frames is shown as frame 0. */
  readonly starts: (seed: number) => Promise<DreamStart>;
  /** For a frame and what was held before it; 0 unless given. */
  readonly reward?: (rgb: Uint8Array, action: Float32Array | null) => number;
};

/**
 * A world model as an environment: it dreams what comes of the actions, one frame a step, and sees its own
 * pictures from then on. Of a chunk it keeps the first frame only, as the next action is not known before. Its
 * specs are those of a camera environment of the same action spec and size, and the dream never terminates.
 *
 * @param model - Stays the caller's, and predicts for one environment at a time.
 * @throws {@link ToolkitError} `model/size` and `model/contract` when model and options do not fit.
 */
export function createWorldModelEnvironment(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  options: WorldModelEnvironmentOptions,
): Environment<RgbObservation, DreamSnapshot> {
  const { actionSpec, width, height, fps, frames, starts, reward = () => 0 } = options;
  const { context } = model.contract;
  const elements = actionSpec?.shape.reduce((product, n) => product * n, 1) ?? 0;
  checkFit(model, options, elements);
  const facts = JSON.stringify([model.contract, actionSpec, width, height, fps, frames]);
  const environment = hashBytes(new TextEncoder().encode(facts));
  let now: DreamSnapshot | null = null;

  const show = (rgb: Uint8Array, frame: number, value: number): TimeStep<RgbObservation> => ({
    ...{ observation: { rgb: rgb.slice() }, reward: value, terminated: false },
    ...{ truncated: frame >= frames - 1, events: [], info: { time: frame / fps, outcome: null } },
  });
  return {
    actionSpec,
    observationSpecs: rgbSpecs(height, width),
    reset: async (seed) => {
      const start = await starts(seed);
      const known = { ...start, width, height, context: start.frames, actionDim: elements };
      checkClip(model, { ...known, clip: `of seed ${seed}` }, start.frames.length - 1);
      const state = await warmUp(model, known, 1);
      const seen = start.frames.slice(-context);
      const held = start.actions?.slice(start.actions.length - (context - 1) * elements);
      const shown = show(seen.at(-1) as Uint8Array, 0, 0);
      now = {
        ...{ environment, frame: 0, shown, state },
        frames: seen.map((frame) => frame.slice()),
        actions: held ?? new Float32Array((context - 1) * elements),
      };
      return shown;
    },
    step: async (action) => {
      if (now === null || now.shown.truncated) throw notRunning();
      checkAction(actionSpec, action, 'action');
      const held = Float32Array.of(...now.actions, ...(action ?? []));
      const actions = callActions(model, { actions: held, actionDim: elements }, context);
      const frame = now.frame + 1;
      const { pictures, state } = await predictPictures(
        model,
        { frames: now.frames, width, height, actions, state: now.state },
        { clip: 'of a dream', horizon: frame, count: 1 },
      );
      const [rgb] = pictures as [Uint8Array];
      const shown = show(rgb, frame, reward(rgb, action));
      const [seen, kept] = [[...now.frames, rgb].slice(1), held.slice(elements)];
      now = { environment, frame, shown, state, frames: seen, actions: kept };
      return shown;
    },
    snapshot: () => {
      if (now === null) throw notRunning();
      return structuredClone(now);
    },
    restore: async (snapshot) => {
      if (snapshot.environment !== environment) throw foreignSnapshot(model.contract.name);
      now = structuredClone(snapshot);
      return now.shown;
    },
    close: () => {
      now = null;
    },
  };
}

function checkFit(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  { width, height, frames }: WorldModelEnvironmentOptions,
  elements: number,
): void {
  const { actions, context, name } = model.contract;
  checkClipSize(model, { width, height, clip: 'of this environment' }, context);
  // Data may be narrower, for a report says so; here nobody would hear of it.
  if (actions !== null && elements > 0 && actions.dim !== elements) {
    throw new ToolkitError(
      'model/contract',
      `${name} must take actions of ${elements} numbers, as the action spec has them, got ${actions.dim}.`,
      'Choose a model made for this robot.',
    );
  }
  if (!(Number.isInteger(frames) && frames >= 2)) {
    throw new ToolkitError(
      'argument/invalid',
      `frames must be a whole number ≥ 2, got ${frames}.`,
      'Count frame 0 as well.',
    );
  }
}

function notRunning(): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    'An episode must be running, got a call before reset or a step after the end.',
    'Call reset(seed) first.',
  );
}

function foreignSnapshot(model: string): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    `A snapshot must come from an environment of the same model (${model}), size, actions and frames, got another's.`,
    'Restore it where it was taken, or in an environment made alike.',
  );
}
