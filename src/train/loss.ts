import { add, div, mul, scale, sub } from '../onnx/autodiff/arithmetic.ts';
import { crossEntropy } from '../onnx/autodiff/cross-entropy.ts';
import { castNode, node } from '../onnx/autodiff/nodes.ts';
import { abs, square } from '../onnx/autodiff/pointwise.ts';
import { sumAll } from '../onnx/autodiff/reduce.ts';
import { constant, sizeOf, type Tensor } from '../onnx/autodiff/tape.ts';

/** Weight of the absolute error beside the squared one: it keeps edges sharp where the squared one blurs. */
const ABSOLUTE = 0.1;

/**
 * The mean of squared and absolute errors, weighted pixel by pixel.
 *
 * @param predicted - In [0, 1], shape [rows, 3, pixels]; so is `target`.
 * @param weight - Shape [rows, 1, pixels].
 */
export function pictureLoss(predicted: Tensor, target: Tensor, weight: Tensor): Tensor {
  const error = sub(predicted, target);
  const cost = mul(add(square(error), scale(abs(error), ABSOLUTE)), weight);
  const share = sizeOf(predicted.shape) / sizeOf(weight.shape);
  return div(sumAll(cost), scale(sumAll(weight), share));
}

/**
 * The mean cross entropy of a segmentation, nats; pixels of no slot count for nothing.
 *
 * @param logits - Shape [rows, slots, pixels].
 * @param slots - Whole numbers, beyond the last slot where a pixel is in none: shape [rows, 1, pixels].
 */
export function slotLoss(logits: Tensor, slots: Tensor): Tensor {
  const { tape, shape } = logits;
  const count = shape[1] as number;
  const each = constant(tape, [...Array(count).keys()], [1, count, 1]);
  const target = castNode(node('Equal', [slots, each], shape));
  return scale(sumAll(crossEntropy(logits, target, 1)), 1 / sizeOf(slots.shape));
}

/** The mean absolute error, weighted pixel by pixel: all of one shape. */
export const depthLoss = (predicted: Tensor, target: Tensor, weight: Tensor): Tensor =>
  div(sumAll(mul(abs(sub(predicted, target)), weight)), sumAll(weight));
