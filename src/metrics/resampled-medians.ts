import type { Resamples } from './bootstrap.ts';
import { selectOrder } from './order-statistic.ts';

/** The median of values, the mean of the middle two where their count is even; NaN of none. */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const known = Float64Array.from(values);
  const half = known.length >> 1;
  const upper = selectOrder(known, half);
  // What stands before the middle is not above it, so the greatest of that is the lower one.
  return known.length % 2 === 1
    ? upper
    : (upper + known.subarray(0, half).reduce((a, b) => Math.max(a, b))) / 2;
}

/**
 * The median of all values of every draw of clusters; NaN for a draw without a value. The percentile interval
 * of these is that of the median.
 *
 * @param values - By cluster, in the order that the resamples count them.
 */
export function resampledMedians(
  values: readonly (readonly number[])[],
  { clusters, draws, indices }: Resamples,
): Float64Array {
  const medians = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const drawn: number[] = [];
    for (let i = draw * clusters; i < (draw + 1) * clusters; i++)
      drawn.push(...(values[indices[i]!] as readonly number[]));
    medians[draw] = medianOf(drawn);
  }
  return medians;
}
