import { ToolkitError } from '../core/error.ts';
import type { RolloutInput } from './rollout.ts';
import type { WorldModel } from './world-model.ts';

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

/**
 * Whether a model can be told what is done in a clip: actions of as many numbers as its own, or fewer.
 *
 * @throws {@link ToolkitError} `model/contract`, naming the clip.
 */
export function checkClipActions(
  { contract }: Pick<WorldModel, 'contract'>,
  { actionDim, clip }: Pick<RolloutInput, 'actionDim' | 'clip'>,
): void {
  if (contract.actions === null || actionDim <= contract.actions.dim) return;
  throw new ToolkitError(
    'model/contract',
    `${contract.name} takes actions no wider than ${contract.actions.dim}, and clip ${clip} has actions of ${actionDim} numbers.`,
    'Choose a model made for this robot.',
  );
}

/**
 * Whether a model can go on with a clip.
 *
 * @throws {@link ToolkitError} `model/size`, `model/contract`, naming the clip.
 */
export function checkClip(
  model: Pick<WorldModel, 'contract'>,
  input: Omit<RolloutInput, 'horizon'>,
  rows: number,
): void {
  const { width, height, context, clip, actions, actionDim } = input;
  checkClipSize(model, input, context.length);
  const wrong = context.findIndex((frame) => frame.length !== 3 * width * height);
  if (wrong >= 0) {
    throw new ToolkitError(
      'model/size',
      `Every context frame must hold ${width}×${height}×3 bytes, and frame ${wrong} of clip ${clip} holds ${context[wrong]?.length}.`,
      'Give frames as sRGB, 8 bit, row by row.',
    );
  }
  if (model.contract.actions === null || actions === null) return;
  checkClipActions(model, input);
  if (actions.length >= rows * actionDim) return;
  throw new ToolkitError(
    'model/contract',
    `${model.contract.name} needs ${rows} actions, and clip ${clip} gives ${actions.length} numbers in actions of ${actionDim}.`,
    'Give one action from each frame to the next.',
  );
}
