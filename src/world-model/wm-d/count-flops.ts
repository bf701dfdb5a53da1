import type { WmDDimensions } from './dimensions.ts';
import { WM_D_SLOTS } from './wm-d-config.ts';

/**
 * Multiplications and additions of one predicted frame, a product counted as two; what is not a matrix product is
 * left out.
 */
export function forwardFlops(dimensions: WmDDimensions): number {
  const { context, side, patch, width, blocks, registers, actionDim, motions, radius, experts, beside } =
    dimensions;
  const places = (side / patch) ** 2;
  const tokens = places + registers;
  const [pixels, span, shifts] = [patch * patch, patch + 2 * radius, 2 * radius + 1];
  const around = (patch / 2 + patch) ** 2 * 3 * context;
  // What a token wakes of the experts is as wide as the dense layer; room that stays empty is not counted.
  const perBlock = 2 * tokens * 12 * width * width + 4 * tokens * tokens * width;
  const embed = 2 * places * (3 * context * pixels + around) * width;
  const choosing = experts === null ? 0 : 2 * tokens * width * experts.count * (blocks - 1);
  const told = actionDim === 0 ? 0 : 2 * (context * actionDim * width + width * width + 6 * width * width);
  const pixelHead = 2 * places * width * (motions + context + 4) * pixels;
  const motionHead = 2 * places * motions * 2 * (width * shifts + shifts * patch * span);
  const moving = 2 * places * motions * (patch * span * 3 * span + patch * 3 * span * patch);
  const channels = { segmentation: WM_D_SLOTS.length, depth: 1 };
  const heads = beside.reduce((sum, head) => sum + 2 * places * width * channels[head] * pixels, 0);
  return perBlock * blocks + choosing + embed + told + pixelHead + motionHead + moving + heads;
}
