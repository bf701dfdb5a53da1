import { psnrFromError } from './psnr.ts';

/**
 * PSNR over the pixels of a mask.
 *
 * @param truth sRGB 8 bit, shape [height, width, 3]; so is `predicted`.
 * @param mask Shape [height, width]; every value but 0 counts.
 * @returns dB in (−∞, 60]; NaN where the mask is empty.
 */
export function foregroundPsnr(truth: Uint8Array, predicted: Uint8Array, mask: Uint8Array): number {
  let sum = 0;
  let pixels = 0;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    pixels += 1;
    for (let k = 3 * i; k < 3 * i + 3; k++) {
      const difference = truth[k]! - predicted[k]!;
      sum += difference * difference;
    }
  }
  return pixels === 0 ? Number.NaN : psnrFromError(sum / (3 * pixels));
}
