/** Pixels of a picture. */
export type PictureSize = { readonly width: number; readonly height: number };

/** Where a new pixel's centre lies among the old ones: the two beside it and the share of the second. */
function between(at: number, count: number, from: number): readonly [number, number, number] {
  const place = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / count - 0.5));
  const low = Math.floor(place);
  return [low, Math.min(from - 1, low + 1), place - low];
}

/**
 * A picture as networks take it: three planes of 0…1, brought to another size by linear interpolation between pixel
 * centres where it has another.
 *
 * @param frame - sRGB 8 bit, shape [height, width, 3] of `size`.
 * @returns Shape [3, height, width] of `to`.
 */
export function toPlanes(frame: Uint8Array, size: PictureSize, to: PictureSize): Float32Array {
  const out = new Float32Array(3 * to.width * to.height);
  const columns = Array.from({ length: to.width }, (_, x) => between(x, to.width, size.width));
  for (let y = 0; y < to.height; y++) {
    const [top, bottom, down] = between(y, to.height, size.height);
    columns.forEach(([left, right, across], x) => {
      for (let c = 0; c < 3; c++) {
        const at = (row: number, column: number): number =>
          frame[3 * (row * size.width + column) + c] as number;
        const above = at(top, left) + across * (at(top, right) - at(top, left));
        const below = at(bottom, left) + across * (at(bottom, right) - at(bottom, left));
        out[(c * to.height + y) * to.width + x] = (above + down * (below - above)) / 255;
      }
    });
  }
  return out;
}
