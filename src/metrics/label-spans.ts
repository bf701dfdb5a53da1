/**
 * What a pixel spans at each label of a frame, metres: of bodies that share a label the mean over their pixels.
 *
 * @param ids - Instance ids, shape [height, width]; `labels` are theirs.
 * @param metres - By instance id; `undefined` where nobody knows.
 * @param count - Labels; the result has one value for each of 1…`count`, NaN where it shows nothing.
 */
export function labelSpans(
  ids: Uint16Array,
  labels: Uint8Array,
  metres: ReadonlyMap<number, number> | undefined,
  count: number,
): Float64Array {
  const [sums, counts] = [new Float64Array(count), new Float64Array(count)];
  if (metres === undefined) return sums.fill(Number.NaN);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === 0) continue;
    sums[label - 1]! += metres.get(ids[i]!) ?? Number.NaN;
    counts[label - 1]! += 1;
  }
  return sums.map((sum, k) => sum / counts[k]!);
}
