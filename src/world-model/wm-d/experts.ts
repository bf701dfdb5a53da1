import { add } from '../../onnx/autodiff/arithmetic.ts';
import { linearParts, matmul, squaredReluProduct } from '../../onnx/autodiff/matmul.ts';
import { reshape } from '../../onnx/autodiff/shape.ts';
import type { Tensor } from '../../onnx/autodiff/tape.ts';
import { weightedSum } from '../../onnx/autodiff/weighted-sum.ts';
import type { ExpertDimensions, WmDDimensions } from './dimensions.ts';
import { fromSlots, toSlots } from './dispatch.ts';
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
  const sharedIn = weights('shared.in', [width, shared], fanIn(width));
  const sharedOut = weights('shared.out', [shared, width], fanIn(shared, gain));
  const router = weights('router', [width, count], fanIn(width));
  const rows = reshape(x, [batch * tokens, width]);
  const [scores, wide] = linearParts(rows, [router, sharedIn]) as [Tensor, Tensor];
  const together = squaredReluProduct(wide, sharedOut);
  const routing = route(experts, reshape(scores, [batch, tokens, count]), bias);
  const { capacity, gates } = routing;
  const rooms = reshape(toSlots(rows, routing), [count, batch * capacity, width]);
  const worked = squaredReluProduct(
    matmul(rooms, weights('experts.in', [count, width, each], fanIn(width))),
    weights('experts.out', [count, each, width], fanIn(active * each, gain)),
  );
  const back = fromSlots(reshape(worked, [count * batch * capacity, width]), routing);
  const byChoice = reshape(back, [batch, active, tokens, width]);
  const taken = weightedSum(reshape(gates, [batch, active, tokens, 1]), byChoice, 1);
  return { y: add(reshape(together, x.shape), reshape(taken, x.shape)), routing };
}
