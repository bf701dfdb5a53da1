import { add, scale } from '../../onnx/autodiff/arithmetic.ts';
import { linear, matmul, matmulTransposed } from '../../onnx/autodiff/matmul.ts';
import { reshape, split, transpose } from '../../onnx/autodiff/shape.ts';
import { softmax } from '../../onnx/autodiff/softmax.ts';
import { constant, type Tape, type Tensor } from '../../onnx/autodiff/tape.ts';
import type { WmDDimensions } from './dimensions.ts';
import { windowsOf } from './patches.ts';
import { type WeightSource, ZEROS } from './weights.ts';

/** Sharpens the choice among shifts, so that weights stay small. */
const SHARPNESS = 8;

/** How much likelier no shift is than each other one at the start, as a logarithm. */
const CENTRE = 5;

/**
 * Shape [shifts, patch · span]: row s is the matrix that takes a line of a window to a line of its patch, moved by
 * s − radius pixels.
 */
function shiftTable(tape: Tape, patch: number, radius: number): Tensor {
  const [shifts, span] = [2 * radius + 1, patch + 2 * radius];
  const values = new Array<number>(shifts * patch * span).fill(0);
  for (let s = 0; s < shifts; s++) {
    for (let to = 0; to < patch; to++) values[(s * patch + to) * span + to + s] = 1;
  }
  return constant(tape, values, [shifts, patch * span]);
}

/**
 * The surroundings of each patch, moved in several ways: each way shifts by a mixture of whole pixels along each
 * axis, which the patch's token chooses. Source: Finn, Goodfellow and Levine 2016 (CDNA), here a patch's own and
 * separable.
 *
 * @param tokens - Shape [batch · patches, width].
 * @param last - The newest frame, shape [batch, channels, side, side].
 * @returns Shape [batch · patches, motions, channels, pixels of a patch].
 */
export function transport(
  weights: WeightSource,
  dimensions: WmDDimensions,
  tokens: Tensor,
  last: Tensor,
): Tensor {
  const { width, patch, radius, motions } = dimensions;
  const [rows = 0] = tokens.shape;
  const [, channels = 0] = last.shape;
  const [shifts, span] = [2 * radius + 1, patch + 2 * radius];
  const chosen = linear(
    tokens,
    weights('motion.weight', [width, motions * 2 * shifts], { deviation: 0.002 }),
    weights('motion.bias', [motions * 2 * shifts], ZEROS),
  );
  const centre = Array.from({ length: shifts }, (_, s) => (s === radius ? CENTRE : 0));
  const logits = add(
    scale(reshape(chosen, [rows, motions, 2, shifts]), SHARPNESS),
    constant(last.tape, centre, [shifts]),
  );
  const table = shiftTable(last.tape, patch, radius);
  const [down, across] = split(softmax(logits), 2, [1, 1]).map((along) => linear(along, table)) as [
    Tensor,
    Tensor,
  ];
  const moved = matmul(reshape(down, [rows, motions * patch, span]), windowsOf(last, patch, radius));
  const lines = reshape(moved, [rows, motions, patch * channels, span]);
  const both = matmulTransposed(lines, reshape(across, [rows, motions, patch, span]));
  const planes = transpose(reshape(both, [rows, motions, patch, channels, patch]), [0, 1, 3, 2, 4]);
  return reshape(planes, [rows, motions, channels, patch * patch]);
}
