import { ToolkitError } from '../core/error.ts';
import { quantizeFrame } from './quantize-frame.ts';
import type { WorldModel } from './world-model.ts';

/** One clip to go on with. */
export type RolloutInput = {
  /** The frames known, oldest first: sRGB, 8 bit, shape [height, width, 3]. The last ones are used. */
  readonly context: readonly Uint8Array[];
  readonly width: number;
  readonly height: number;
  /**
   * Shape [frames, actionDim], raw units; row 0 is held from context frame 0 to frame 1. At least
   * context − 1 + horizon rows. Null = nothing is commanded: the model is given zeros.
   */
  readonly actions: Float32Array | null;
  readonly actionDim: number;
  /** Frames to predict. */
  readonly horizon: number;
  /** The clip's id, for errors. */
  readonly clip: string;
};

/**
 * Whether a model takes clips of this size and of so many context frames: known before one is read.
 *
 * @throws {@link ToolkitError} `model/size`, naming the clip.
 */
export function checkClipSize(
  { contract }: Pick<WorldModel, 'contract'>,
  { width, height, clip }: Pick<RolloutInput, 'width' | 'height' | 'clip'>,
  contextFrames: number,
): void {
  if ((contract.width ?? width) !== width || (contract.height ?? height) !== height) {
    throw new ToolkitError(
      'model/size',
      `${contract.name} takes frames of ${contract.width}×${contract.height} px, and clip ${clip} has ${width}×${height} px.`,
      `Generate the dataset with --size ${contract.width}x${contract.height}, or choose a model of its size.`,
    );
  }
  if (contextFrames < contract.context) {
    throw new ToolkitError(
      'model/size',
      `${contract.name} needs ${contract.context} context frames, and clip ${clip} gives ${contextFrames}.`,
      `Predict with --context ${contract.context} or more.`,
    );
  }
}

function checkInput(model: Pick<WorldModel, 'contract'>, input: RolloutInput): void {
  const { contract } = model;
  const { width, height, context, clip } = input;
  const rows = context.length - 1 + input.horizon;
  checkClipSize(model, input, context.length);
  const wrong = context.findIndex((frame) => frame.length !== 3 * width * height);
  if (wrong >= 0) {
    throw new ToolkitError(
      'model/size',
      `Every context frame must hold ${width}×${height}×3 bytes, and frame ${wrong} of clip ${clip} holds ${context[wrong]?.length}.`,
      'Give frames as sRGB, 8 bit, row by row.',
    );
  }
  if (contract.actions === null || input.actions === null) return;
  if (input.actionDim !== contract.actions.dim || input.actions.length < rows * input.actionDim) {
    throw new ToolkitError(
      'model/contract',
      `${contract.name} needs ${rows} actions of ${contract.actions.dim} numbers, and clip ${clip} gives ${input.actions.length} numbers in actions of ${input.actionDim}.`,
      'Choose a model made for this robot.',
    );
  }
}

/** The rows of actions for the call that predicts frame `done` first; past the end the last row holds. */
function callActions(input: RolloutInput, context: number, chunk: number, done: number): Float32Array | null {
  const { actions, actionDim } = input;
  if (actions === null) return null;
  const first = input.context.length - context + done;
  const last = Math.floor(actions.length / actionDim) - 1;
  const rows = new Float32Array((context - 1 + chunk) * actionDim);
  for (let i = 0; i < context - 1 + chunk; i++) {
    const row = Math.min(first + i, last);
    rows.set(actions.subarray(row * actionDim, (row + 1) * actionDim), i * actionDim);
  }
  return rows;
}

/**
 * Lets a model predict freely: it sees the context once and then its own pictures, clamped and
 * rounded to 8 bit between calls, so that a live rollout equals one through files.
 *
 * @returns `horizon` frames, each sRGB, 8 bit, shape [height, width, 3].
 * @throws {@link ToolkitError} `model/size` or `model/contract` when clip and model do not fit, and
 *   `model/non-finite` when the model returns NaN or infinity.
 */
export async function rollout(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  input: RolloutInput,
): Promise<Uint8Array[]> {
  checkInput(model, input);
  const { context, chunk, keep, name } = model.contract;
  const { width, height, horizon } = input;
  const pixels = width * height;
  const seen = input.context.slice(-context);
  const predicted: Uint8Array[] = [];
  while (predicted.length < horizon) {
    const planes = await model.predict({
      frames: seen.slice(-context),
      width,
      height,
      actions: callActions(input, context, chunk, predicted.length),
    });
    const wanted = Math.min(keep, horizon - predicted.length);
    for (let i = 0; i < wanted; i++) {
      const frame = quantizeFrame(planes, i * 3 * pixels, pixels);
      if (frame === null) {
        throw new ToolkitError(
          'model/non-finite',
          `A predicted frame must be finite, and ${name} returned NaN or infinity for clip ${input.clip} at horizon ${predicted.length + 1}.`,
          'Check the model: its export, its weights, and its range of input.',
        );
      }
      predicted.push(frame);
      seen.push(frame);
    }
  }
  return predicted;
}
