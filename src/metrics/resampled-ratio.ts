import { type Interval, percentileInterval, type Resamples, resampledMeansOf } from './bootstrap.ts';

/** A ratio of two sums over all clusters, and of every draw; draws whose lower sum is 0 are NaN. */
export type ResampledRatio = { readonly mean: number; readonly draws: Float64Array };

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * The ratio of two sums, each over all clusters, and what it is of every draw of them.
 *
 * @param upper One value a cluster; so is `lower`, ≥ 0.
 */
export function resampledRatio(
  upper: readonly number[],
  lower: readonly number[],
  resamples: Resamples,
): ResampledRatio {
  const ones = new Float64Array(upper.length).fill(1);
  const means = resampledMeansOf(
    [upper, lower].map((values) => ({ sums: Float64Array.from(values), counts: ones })),
    resamples,
  );
  const [above, below] = means as [Float64Array, Float64Array];
  const ratio = (a: number, b: number): number => (b === 0 ? Number.NaN : a / b);
  return {
    mean: ratio(total(upper), total(lower)),
    draws: above.map((value, i) => ratio(value, below[i] as number)),
  };
}

/** A value made of ratios with its 95 % interval; `of` is asked for the value itself and for every draw. */
export function ratioInterval(
  ratios: readonly ResampledRatio[],
  of: (...values: readonly number[]) => number,
): Interval {
  const draws = (ratios[0] as ResampledRatio).draws.map((_, i) =>
    of(...ratios.map((ratio) => ratio.draws[i] as number)),
  );
  const [low, high] = percentileInterval(draws);
  return { mean: of(...ratios.map(({ mean }) => mean)), low, high };
}
