/** Sides of the grid whose neighbours a hash compares. */
const COLUMNS = 9;
const ROWS = 8;

/** Bits that a hash has of each of red, green and blue. */
const HASH_BITS = (COLUMNS - 1) * ROWS;

/** Mean of all values of an sRGB picture, 0…1. */
export function pictureBrightness(rgb: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < rgb.length; i++) sum += rgb[i]!;
  return sum / (255 * rgb.length);
}

/** Means of red, green and blue over a grid of equal cells: [rows, columns, 3]. */
function gridMeans(rgb: Uint8Array, width: number, height: number): Float64Array {
  const sums = new Float64Array(ROWS * COLUMNS * 3);
  const counts = new Float64Array(ROWS * COLUMNS);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    for (let x = 0; x < width; x++, i += 3) {
      const cell = row + Math.floor((x * COLUMNS) / width);
      counts[cell]! += 1;
      for (let c = 0; c < 3; c++) sums[3 * cell + c]! += rgb[i + c]!;
    }
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[Math.floor(i / 3)]!));
}

/** By how many 8-bit steps neighbours must differ to be told apart: below, noise would decide. */
const MARGIN = 1;

/**
 * A perceptual hash of an sRGB picture, [height, width, 3]: of each of its three colours, whether the cells of a grid
 * of 9 × 8 are brighter than their neighbours to the left. Colours each have their own bits, so that what differs by
 * colour alone is no duplicate.
 *
 * @returns A byte 0 or 1 for each of 192 bits.
 *
 * Source: the difference hash, Krawetz, "Kind of Like That", 2013.
 */
export function pictureHash(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const means = gridMeans(rgb, width, height);
  const bits = new Uint8Array(3 * HASH_BITS);
  let at = 0;
  for (let row = 0; row < ROWS; row++) {
    for (let column = 1; column < COLUMNS; column++) {
      const cell = 3 * (row * COLUMNS + column);
      for (let c = 0; c < 3; c++) bits[at++] = means[cell + c]! > means[cell - 3 + c]! + MARGIN ? 1 : 0;
    }
  }
  return bits;
}

/**
 * How much two clips look apart by the hashes of their pictures, 0…1: of the bits that are set in either, the share
 * that is not set in both. A plain background sets none, and so hides nothing. 0 where no bit is set.
 */
export function hashDistance(a: readonly Uint8Array[], b: readonly Uint8Array[]): number {
  let differing = 0;
  let either = 0;
  for (const [k, one] of a.entries()) {
    const other = b[k]!;
    for (let i = 0; i < one.length; i++) {
      differing += one[i]! ^ other[i]!;
      either += one[i]! | other[i]!;
    }
  }
  return either === 0 ? 0 : differing / either;
}
