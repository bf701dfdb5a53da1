/** Shares of the labelled pixels that lie above the top, and above the foot: stray pixels do not count. */
const ENDS: readonly [top: number, foot: number] = [0.02, 0.98];

/**
 * How high what is labelled stands in the image, rows from the second to the last but second hundredth of its
 * pixels; 0 where there is none.
 *
 * @param labels - Shape [height, width]; 0 = background.
 */
export function pileHeight(labels: Uint8Array, width: number): number {
  const rows = new Float64Array(labels.length / width);
  let count = 0;
  labels.forEach((label, i) => {
    if (label === 0) return;
    rows[Math.floor(i / width)]! += 1;
    count += 1;
  });
  if (count === 0) return 0;
  const rowAt = (share: number): number => {
    let left = share * count;
    return rows.findIndex((pixels) => {
      left -= pixels;
      return left <= 0;
    });
  };
  return rowAt(ENDS[1]) - rowAt(ENDS[0]) + 1;
}
