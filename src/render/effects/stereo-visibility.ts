import { SURFACE_JUMP } from './edge-fattening.ts';

/**
 * Whether the second eye, to the right of the first, sees what the first sees: 1 where it does. A point at
 * column x with disparity d lies at x − d in the second picture; of those that meet there the one with the
 * greatest disparity hides the others.
 *
 * @param disparity - Pixels, 0 where nothing is. [height, width].
 */
export function seenByBoth(disparity: Float32Array, width: number, height: number): Uint8Array {
  const seen = new Uint8Array(disparity.length);
  const second = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const row = disparity.subarray(y * width, (y + 1) * width);
    drawSecondRow(row, second);
    for (let x = 0; x < width; x++) {
      const column = Math.round(x - row[x]!);
      if (row[x]! > 0 && column >= 0 && second[column]! <= row[x]! + SURFACE_JUMP) seen[y * width + x] = 1;
    }
  }
  return seen;
}

/** The greatest disparity at each column of the second picture's row; a surface has no gaps. */
function drawSecondRow(row: Float32Array, second: Float32Array): void {
  second.fill(0);
  for (let x = 0; x < row.length; x++) {
    const d = row[x]!;
    if (!(d > 0)) continue;
    const next = x + 1 < row.length ? row[x + 1]! : 0;
    const column = Math.round(x - d);
    // To the right of a surface that is stretched there, up to where its next pixel lies.
    const last = next > 0 && Math.abs(next - d) <= SURFACE_JUMP ? Math.round(x + 1 - next) - 1 : column;
    for (let at = Math.max(0, column); at <= Math.max(column, last) && at < row.length; at++) {
      if (d > second[at]!) second[at] = d;
    }
  }
}
