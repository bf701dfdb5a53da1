/** One row or column of a mask, grown: `count` pixels from `start` on, `step` apart. */
function growLine(
  mask: Uint8Array,
  out: Uint8Array,
  start: number,
  step: number,
  count: number,
  reach: number,
): void {
  // How far the last set pixel and the next one reach: written as one run from pixel to pixel.
  let written = 0;
  for (let i = 0; i < count; i++) {
    if (mask[start + i * step] === 0) continue;
    const end = Math.min(count, i + reach + 1);
    for (let j = Math.max(written, i - reach); j < end; j++) out[start + j * step] = 1;
    written = end;
  }
}

/**
 * A mask with every pixel taken in that has one of it at most `reach` rows and columns away.
 *
 * @param mask - Shape [height, width]; every value but 0 counts.
 * @returns 1 or 0, of the same shape.
 */
export function growMask(mask: Uint8Array, width: number, reach: number): Uint8Array {
  const height = mask.length / width;
  const rows = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) growLine(mask, rows, y * width, 1, width, reach);
  const grown = new Uint8Array(mask.length);
  for (let x = 0; x < width; x++) growLine(rows, grown, x, width, height, reach);
  return grown;
}
