import { linear, matmul } from '../../onnx/autodiff/matmul.ts';
import { sigmoid } from '../../onnx/autodiff/pointwise.ts';
import { reshape, transpose } from '../../onnx/autodiff/shape.ts';
import type { Tensor } from '../../onnx/autodiff/tape.ts';
import type { WmDDimensions } from './dimensions.ts';
import type { WeightSource } from './weights.ts';
import { WM_D_SLOTS } from './wm-d-config.ts';

/** How much likelier the background is than each other slot at the start, as a logarithm. */
const BACKGROUND_START = 4;

/** What the depth is at the start, before the sigmoid: that of 3 m. */
const DEPTH_START = -1.1;

/** Pixels of two by two, of which a training step looks at one. */
const PHASES = 4;

/**
 * What each pixel of the next frame shows, as logits of slots.
 *
 * @param tokens - Shape [batch · patches, width].
 * @param phase - Which pixel of each two by two is asked for: ones and zeros, shape [1, 4]; null = all of them.
 * @returns Shape [batch · patches, slots, pixels asked for of a patch].
 */
export function predictSlots(
  weights: WeightSource,
  { width, patch }: WmDDimensions,
  tokens: Tensor,
  phase: Tensor | null,
): Tensor {
  const [rows = 0] = tokens.shape;
  const slots = WM_D_SLOTS.length;
  const half = patch / 2;
  const size = slots * half * half;
  const start = Array.from({ length: PHASES * slots }, (_, i) => (i % slots === 0 ? BACKGROUND_START : 0));
  const weight = weights('segmentation.weight', [PHASES, width, size], { deviation: 0.002 });
  const bias = weights('segmentation.bias', [PHASES * size], { values: start });
  if (phase !== null) {
    const ownWeight = matmul(phase, reshape(weight, [PHASES, width * size]));
    const ownBias = matmul(phase, reshape(bias, [PHASES, size]));
    const logits = linear(tokens, reshape(ownWeight, [width, size]), reshape(ownBias, [size]));
    return reshape(logits, [rows, slots, half * half]);
  }
  const all = linear(tokens, reshape(transpose(weight, [1, 0, 2]), [width, PHASES * size]), bias);
  const apart = transpose(reshape(all, [rows, 2, 2, slots, half, half]), [0, 3, 4, 1, 5, 2]);
  return reshape(apart, [rows, slots, patch * patch]);
}

/**
 * How far each pixel of the next frame is along the optical axis, as 1 / (1 + metres); 0 where nothing is.
 *
 * @param tokens - Shape [batch · patches, width].
 * @returns In (0, 1): shape [batch · patches, 1, pixels of a patch].
 */
export function predictDepth(weights: WeightSource, { width, patch }: WmDDimensions, tokens: Tensor): Tensor {
  const pixels = patch * patch;
  const weight = weights('depth.weight', [width, pixels], { deviation: 0.002 });
  const logits = linear(tokens, weight, weights('depth.bias', [pixels], { values: [DEPTH_START] }));
  return reshape(sigmoid(logits), [tokens.shape[0] as number, 1, pixels]);
}
