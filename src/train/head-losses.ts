import { add, scale } from '../onnx/autodiff/arithmetic.ts';
import { reshape, split } from '../onnx/autodiff/shape.ts';
import { type Tape, type Tensor, tensorOf } from '../onnx/autodiff/tape.ts';
import type { WmDDimensions } from '../world-model/wm-d/dimensions.ts';
import type { WmDOutput } from '../world-model/wm-d/network.ts';
import { patchify } from '../world-model/wm-d/patches.ts';
import { byteInput } from './byte-input.ts';
import { depthLoss, slotLoss } from './loss.ts';

/** Weights beside the pictures' loss. */
const SLOTS_WEIGHT = 0.05;
const DEPTH_WEIGHT = 0.1;

/** What the heads beside the pictures learn from. */
export type HeadTargets = {
  /** Which pixel of each two by two is segmented: ones and zeros, shape [1, 4]; null without that head. */
  readonly phase: Tensor | null;
  /** One a predicted frame: shape [batch · patches, 1, pixels asked for]; none without that head. */
  readonly slots: readonly Tensor[];
  /** One a predicted frame: shape [batch · patches, 1, pixels of a patch]; none without that head. */
  readonly depth: readonly Tensor[];
};

/** Declares what the heads learn from: the inputs `phase`, `slots` and `depth`, where there are such heads. */
export function headTargets(
  tape: Tape,
  { beside, context, side, patch }: WmDDimensions,
  batch: number,
  unroll: number,
): HeadTargets {
  const slotted = beside.includes('segmentation');
  const framesOf = (name: string, frames: number, width: number, size: number): Tensor[] =>
    split(byteInput(tape, name, [batch, frames, 1, width, width]), 1, Array(frames).fill(1)).map((frame) =>
      patchify(reshape(frame, [batch, 1, width, width]), size),
    );
  return {
    phase: slotted ? tensorOf(tape, tape.graph.input('phase', tape.type, [1, 4]), [1, 4]) : null,
    slots: slotted ? framesOf('slots', unroll, side / 2, patch / 2) : [],
    depth: beside.includes('depth')
      ? framesOf('depth', context + unroll, side, patch)
          .slice(context)
          .map((frame) => scale(frame, 1 / 255))
      : [],
  };
}

/**
 * The pictures' loss with that of the heads of one predicted frame; without heads it is left as it is.
 *
 * @param weight - Of each pixel, shape [batch · patches, 1, pixels of a patch].
 */
export function withHeads(
  pictures: Tensor,
  { slots, depth }: WmDOutput,
  targets: HeadTargets,
  frame: number,
  weight: Tensor,
): Tensor {
  let loss = pictures;
  if (slots !== null) loss = add(loss, scale(slotLoss(slots, targets.slots[frame] as Tensor), SLOTS_WEIGHT));
  if (depth === null) return loss;
  return add(loss, scale(depthLoss(depth, targets.depth[frame] as Tensor, weight), DEPTH_WEIGHT));
}
