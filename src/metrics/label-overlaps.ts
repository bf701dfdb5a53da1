/**
 * How many pixels of each predicted label lie on each true label.
 *
 * @param truth - Label map, shape [height, width], 0 = background; so is `predicted`.
 * @param count - Labels run from 1 to this.
 * @returns Pixels, shape [count + 1, count + 1]: row = predicted label, column = true label.
 */
export function labelOverlaps(truth: Uint8Array, predicted: Uint8Array, count: number): Uint32Array {
  const overlaps = new Uint32Array((count + 1) ** 2);
  for (let i = 0; i < truth.length; i++) overlaps[predicted[i]! * (count + 1) + truth[i]!]! += 1;
  return overlaps;
}
