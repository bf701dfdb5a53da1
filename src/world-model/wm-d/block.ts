import { add, mul, plus } from '../../onnx/autodiff/arithmetic.ts';
import { attention as attend } from '../../onnx/autodiff/attention.ts';
import { layerNorm } from '../../onnx/autodiff/layer-norm.ts';
import { linear, linearParts, squaredReluProduct } from '../../onnx/autodiff/matmul.ts';
import { reshape, split, transpose } from '../../onnx/autodiff/shape.ts';
import { sizeOf, type Tensor } from '../../onnx/autodiff/tape.ts';
import type { WmDDimensions } from './dimensions.ts';
import { mixtureOfExperts } from './experts.ts';
import type { Routing } from './route.ts';
import { fanIn, type WeightSource } from './weights.ts';

/** Every token looks at every token. x: [batch, tokens, width]. */
function attention(weights: WeightSource, { width, heads, blocks }: WmDDimensions, x: Tensor): Tensor {
  const [batch = 0, tokens = 0] = x.shape;
  const each = width / heads;
  const weight = weights('attention.in', [width, 3 * width], fanIn(width));
  const parts = linearParts(reshape(x, [batch * tokens, width]), split(weight, 1, [width, width, width]));
  const [q, k, v] = parts.map((part) =>
    transpose(reshape(part, [batch, tokens, heads, each]), [0, 2, 1, 3]),
  ) as [Tensor, Tensor, Tensor];
  const seen = reshape(transpose(attend(q, k, v), [0, 2, 1, 3]), [batch, tokens, width]);
  return linear(seen, weights('attention.out', [width, width], fanIn(width, 1 / Math.sqrt(2 * blocks))));
}

/** Each token is worked on alone, through a layer four times as wide. x: [batch, tokens, width]. */
function feedForward(weights: WeightSource, { width, blocks }: WmDDimensions, x: Tensor): Tensor {
  const wide = linear(x, weights('wide.in', [width, 4 * width], fanIn(width)));
  const out = weights('wide.out', [4 * width, width], fanIn(4 * width, 1 / Math.sqrt(3 * blocks)));
  return reshape(squaredReluProduct(reshape(wide, [sizeOf(x.shape) / width, 4 * width]), out), x.shape);
}

/** Where each of the six modulations begins: no scale, no shift, and the whole of what is found. */
const MODULATION_START = { values: [0, 0, 1, 0, 0, 1] };

/** What a block makes of its tokens. */
export type BlockOutput = { readonly x: Tensor; readonly routing: Routing | null };

/**
 * One block: attention, then a wide layer, each told by the condition how to scale, shift and weigh.
 * Source: Peebles and Xie 2023 (AdaLN), Chen et al. 2023 (one map for all blocks, AdaLN-single).
 *
 * @param x - Shape [batch, tokens, width].
 * @param condition - Shape [batch, 6 · width]; null where nothing is commanded.
 * @param routerBias - Shape [experts]; null in a dense block.
 */
export function block(
  weights: WeightSource,
  dimensions: WmDDimensions,
  x: Tensor,
  condition: Tensor | null,
  routerBias: Tensor | null,
): BlockOutput {
  const { width, experts } = dimensions;
  const [batch = 0] = x.shape;
  const table = weights('modulation', [6 * width], MODULATION_START);
  const rows = condition === null ? 1 : batch;
  const all = reshape(condition === null ? table : add(condition, table), [rows, 6, width]);
  const [scale1, shift1, gate1, scale2, shift2, gate2] = split(all, 1, [1, 1, 1, 1, 1, 1]) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const modulated = (y: Tensor, by: Tensor, to: Tensor): Tensor => add(mul(layerNorm(y), plus(by, 1)), to);
  const seen = add(x, mul(attention(weights, dimensions, modulated(x, scale1, shift1)), gate1));
  const worked = modulated(seen, scale2, shift2);
  const { y, routing } =
    experts === null || routerBias === null
      ? { y: feedForward(weights, dimensions, worked), routing: null }
      : mixtureOfExperts(weights, dimensions, experts, worked, routerBias);
  return { x: add(seen, mul(y, gate2)), routing };
}
