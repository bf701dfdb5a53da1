import { growMask } from './grow-mask.ts';

/** By how many grey levels a pixel must differ from the running mean to be in a mask. */
const PHYSICS_IQ_LEVEL = 10;

/** Weight of the newest frame in the running mean. */
const PHYSICS_IQ_RATE = 0.3;

/** Half the side of the square that opens and closes a mask: 5 × 5 pixels. */
const REACH = 2;

/** An index mirrored at the edges without repeating them: −1 is 1. */
const mirrored = (i: number, count: number): number => {
  if (count === 1) return 0;
  const period = 2 * (count - 1);
  const folded = ((i % period) + period) % period;
  return folded < count ? folded : period - folded;
};

/**
 * Grey of an sRGB frame, blurred by the binomial window 1 4 6 4 1 along rows and columns, 8 bit.
 *
 * Source: ITU-R BT.601 luma rounded to 8 bit, then a 5 × 5 Gaussian whose deviation follows from its size,
 * edges mirrored: what OpenCV makes of it, and so the benchmark.
 */
export function blurredGrey(rgb: Uint8Array, width: number): Uint8Array {
  const count = rgb.length / 3;
  const height = count / width;
  const grey = new Uint8Array(count);
  for (let i = 0; i < count; i++)
    grey[i] = Math.round(0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!);
  const rows = new Uint16Array(count);
  const weights = [1, 4, 6, 4, 1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      let sum = 0;
      for (let k = -2; k <= 2; k++) sum += weights[k + 2]! * grey[y * width + mirrored(x + k, width)]!;
      rows[i] = sum;
    }
  }
  const out = new Uint8Array(count);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      let sum = 0;
      for (let k = -2; k <= 2; k++) sum += weights[k + 2]! * rows[mirrored(y + k, height) * width + x]!;
      out[i] = (sum + 128) >> 8;
    }
  }
  return out;
}

/** The mask's complement. */
const inverted = (mask: Uint8Array): Uint8Array => mask.map((value) => (value === 0 ? 1 : 0));

/** A mask without every pixel that has one outside it within reach; beyond the edges nothing is asked. */
const shrunk = (mask: Uint8Array, width: number): Uint8Array =>
  inverted(growMask(inverted(mask), width, REACH));

/** Specks smaller than 5 × 5 taken out, then gaps smaller than that filled. */
function cleaned(mask: Uint8Array, width: number): Uint8Array {
  const opened = growMask(shrunk(mask, width), width, REACH);
  return shrunk(growMask(opened, width, REACH), width);
}

/**
 * Physics-IQ's masks of what moves: frame by frame, where the blurred grey picture differs from its running
 * mean by more than 10 levels, opened and closed by 5 × 5 pixels. The first mask is empty.
 *
 * Source: Motamed et al. 2025 (arXiv 2501.09038), section 3.3, and the benchmark's own masks: grey, 5 × 5
 * Gaussian blur, running mean of weight 0.3 rounded to 8 bit, threshold 10, opening, closing.
 *
 * @param frames - sRGB 8 bit, shape [height, width, 3] each.
 * @returns 1 or 0, shape [height, width] each.
 */
export function physicsIqMasks(frames: readonly Uint8Array[], width: number): Uint8Array[] {
  let mean: Float64Array | null = null;
  return frames.map((frame) => {
    const grey = blurredGrey(frame, width);
    if (mean === null) {
      mean = Float64Array.from(grey);
      return new Uint8Array(grey.length);
    }
    const mask = new Uint8Array(grey.length);
    for (let i = 0; i < mask.length; i++) {
      mean[i] = (1 - PHYSICS_IQ_RATE) * mean[i]! + PHYSICS_IQ_RATE * grey[i]!;
      if (Math.abs(grey[i]! - Math.round(mean[i]!)) > PHYSICS_IQ_LEVEL) mask[i] = 1;
    }
    return cleaned(mask, width);
  });
}
