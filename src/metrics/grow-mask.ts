/** One row of a mask, grown along the row; whether it has anything at all. */
function growRow(mask: Uint8Array, from: number, width: number, reach: number, out: Uint8Array): boolean {
  out.fill(0);
  // Up to where the row is written: a run is one write, not one for each of its pixels.
  let written = -1;
  for (let x = 0; x < width; x++) {
    if (mask[from + x] === 0) continue;
    const end = Math.min(width, x + reach + 1);
    for (let j = Math.max(written, x - reach, 0); j < end; j++) out[j] = 1;
    written = end;
  }
  return written >= 0;
}

/**
 * A mask with every pixel taken in that has one of it at most `reach` rows and columns away.
 *
 * @param mask - Shape [height, width]; every value but 0 counts.
 * @returns 1 or 0, of the same shape.
 */
export function growMask(mask: Uint8Array, width: number, reach: number): Uint8Array {
  const height = mask.length / width;
  const grown = new Uint8Array(mask.length);
  const row = new Uint8Array(width);
  for (let y = 0; y < height; y++) {
    if (!growRow(mask, y * width, width, reach, row)) continue;
    const end = Math.min(height, y + reach + 1);
    for (let v = Math.max(0, y - reach); v < end; v++) {
      for (let x = 0, i = v * width; x < width; x++, i++) grown[i]! |= row[x]!;
    }
  }
  return grown;
}
