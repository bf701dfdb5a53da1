import { add, mul } from '../../onnx/autodiff/arithmetic.ts';
import { linear, matmul } from '../../onnx/autodiff/matmul.ts';
import { permuteRows } from '../../onnx/autodiff/permute-rows.ts';
import { squaredRelu } from '../../onnx/autodiff/pointwise.ts';
import { reduceSum } from '../../onnx/autodiff/reduce.ts';
import { reshape } from '../../onnx/autodiff/shape.ts';
import type { Tensor } from '../../onnx/autodiff/tape.ts';
import type { ExpertDimensions, WmDDimensions } from './dimensions.ts';
import { type Routing, route } from './route.ts';
import { fanIn, type WeightSource } from './weights.ts';

/**
 * A mixture of experts: one that every token is worked on by, and of many small ones those that its router wakes.
 * Tokens are gathered to their experts and back, so that each expert's work is one product.
 * Source: Dai et al. 2024 (DeepSeekMoE).
 *
 * @param x - Shape [batch, tokens, width].
 * @param bias - What is added to the experts' scores to choose, shape [experts].
 */
export function mixtureOfExperts(
  weights: WeightSource,
  { width, blocks }: WmDDimensions,
  experts: ExpertDimensions,
  x: Tensor,
  bias: Tensor,
): { readonly y: Tensor; readonly routing: Routing } {
  const { count, active, width: each, shared } = experts;
  const [batch = 0, tokens = 0] = x.shape;
  const gain = 1 / Math.sqrt(3 * blocks);
  const together = linear(
    squaredRelu(linear(x, weights('shared.in', [width, shared], fanIn(width)))),
    weights('shared.out', [shared, width], fanIn(shared, gain)),
  );
  const routing = route(experts, x, weights('router', [width, count], fanIn(width)), bias);
  const { capacity, tokenOfSlot, slotsOfToken, slotOfChoice, choiceOfSlot, gates } = routing;
  const gathered = permuteRows(reshape(x, [batch * tokens, width]), tokenOfSlot, slotsOfToken);
  const rooms = reshape(gathered, [count, batch * capacity, width]);
  const wide = squaredRelu(matmul(rooms, weights('experts.in', [count, width, each], fanIn(width))));
  const worked = matmul(wide, weights('experts.out', [count, each, width], fanIn(active * each, gain)));
  const back = permuteRows(reshape(worked, [count * batch * capacity, width]), slotOfChoice, [choiceOfSlot]);
  const byChoice = reshape(back, [batch, active, tokens, width]);
  const taken = reduceSum(mul(byChoice, reshape(gates, [batch, active, tokens, 1])), [1]);
  return { y: add(together, reshape(taken, [batch, tokens, width])), routing };
}
