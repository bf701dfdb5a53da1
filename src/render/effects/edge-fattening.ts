/** Pixels of disparity beside each other that differ by more belong to two surfaces. */
export const SURFACE_JUMP = 1;

/**
 * Disparities in which what is near has grown by `pixels` over what is behind it, as matching by windows
 * does: a window that holds a near edge matches by it.
 *
 * @param disparity - Pixels, 0 where nothing is. [height, width].
 * @param pixels - Rounded to a whole number.
 */
export function fattenEdges(
  disparity: Float32Array,
  width: number,
  height: number,
  pixels: number,
): Float32Array {
  let grown = disparity;
  for (let round = 0; round < Math.round(pixels); round++) grown = fattenOnce(grown, width, height);
  return grown;
}

/** Each pixel takes the disparity of the nearest surface beside it, if that is another one. */
function fattenOnce(disparity: Float32Array, width: number, height: number): Float32Array {
  const grown = disparity.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let nearest = 0;
      for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
        for (let i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
          nearest = Math.max(nearest, disparity[j * width + i]!);
        }
      }
      const at = y * width + x;
      if (nearest - disparity[at]! > SURFACE_JUMP) grown[at] = nearest;
    }
  }
  return grown;
}
