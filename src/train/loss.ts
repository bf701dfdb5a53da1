import { add, div, mul, scale, sub } from '../onnx/autodiff/arithmetic.ts';
import { abs, square } from '../onnx/autodiff/pointwise.ts';
import { sumAll } from '../onnx/autodiff/reduce.ts';
import { sizeOf, type Tensor } from '../onnx/autodiff/tape.ts';

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
