/**
 * A pixel moves when one of its channels changes by more than this from a frame to the next, in 8-bit sRGB.
 *
 * It is the level of Physics-IQ's masks. Rounding and lossless codecs change nothing, a lossy codec or a
 * model's unrest in a still picture about 1 to 4 levels; a body against what stands behind it 30 and more.
 */
export const MOTION_LEVEL = 10;

/**
 * Motion this near counts as the same motion, pixels. A body that is drawn two pixels off moves where it
 * should; that it is off is what IoU and centroid error tell.
 */
export const MOTION_REACH = 2;

/**
 * Where a picture changed by more than {@link MOTION_LEVEL}.
 *
 * @param before - sRGB 8 bit, shape [height, width, 3]; so is `after`.
 * @returns 1 or 0, shape [height, width].
 */
export function movedPixels(before: Uint8Array, after: Uint8Array): Uint8Array {
  const moved = new Uint8Array(after.length / 3);
  for (let i = 0, k = 0; i < moved.length; i++, k += 3) {
    const r = Math.abs(after[k]! - before[k]!);
    const g = Math.abs(after[k + 1]! - before[k + 1]!);
    const b = Math.abs(after[k + 2]! - before[k + 2]!);
    if (r > MOTION_LEVEL || g > MOTION_LEVEL || b > MOTION_LEVEL) moved[i] = 1;
  }
  return moved;
}
