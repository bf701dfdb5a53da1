import type { Rng } from '../core/rng.ts';
import { selectOrders } from './order-statistic.ts';

/**
 * One measure, gathered by cluster: what is resampled together. A cluster is an episode, with all its
 * cameras, start frames and bodies, for those are not independent of one another.
 */
export type ClusteredValues = {
  /** Sum of the cluster's values. */
  readonly sums: Float64Array;
  /** How many values it has; 0 where the measure is not defined. */
  readonly counts: Float64Array;
};

/** Which clusters each draw takes, with replacement. Shape [draws, clusters]. */
export type Resamples = {
  readonly clusters: number;
  readonly draws: number;
  readonly indices: Int32Array;
};

/** A mean and its confidence interval. */
export type Interval = {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

/** Draws of clusters with replacement, a function of the rng's seed alone. */
export function createResamples(clusters: number, draws: number, rng: Rng): Resamples {
  const indices = new Int32Array(draws * clusters);
  for (let i = 0; i < indices.length; i++) indices[i] = Math.floor(rng.next() * clusters);
  return { clusters, draws, indices };
}

/** Mean over all values of all clusters; NaN where there is none. */
export function clusteredMean({ sums, counts }: ClusteredValues): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sums.length; i++) {
    sum += sums[i]!;
    count += counts[i]!;
  }
  return sum / count;
}

/** Columns that are drawn at once: an index is read once for all of them, and their sums do not wait for one another. */
const COLUMNS = 4;

/** The sum of every draw, of up to four columns of one value a cluster. Shape of each result: [draws]. */
function resampledSums(columns: readonly Float64Array[], resamples: Resamples): Float64Array[] {
  const { clusters, draws, indices } = resamples;
  const side = new Float64Array(COLUMNS * clusters);
  columns.forEach((column, k) => {
    for (let i = 0; i < clusters; i++) side[COLUMNS * i + k] = column[i]!;
  });
  const sums = Array.from({ length: COLUMNS }, () => new Float64Array(draws));
  const [s0, s1, s2, s3] = sums as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let draw = 0, i = 0; draw < draws; draw++) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (const end = i + clusters; i < end; i++) {
      const at = COLUMNS * indices[i]!;
      a += side[at]!;
      b += side[at + 1]!;
      c += side[at + 2]!;
      d += side[at + 3]!;
    }
    s0[draw] = a;
    s1[draw] = b;
    s2[draw] = c;
    s3[draw] = d;
  }
  return sums.slice(0, columns.length);
}

/** As `resampledSums`, of any number of columns. */
function allResampledSums(columns: readonly Float64Array[], resamples: Resamples): Float64Array[] {
  const sums: Float64Array[] = [];
  for (let k = 0; k < columns.length; k += COLUMNS)
    sums.push(...resampledSums(columns.slice(k, k + COLUMNS), resamples));
  return sums;
}

function divideAll(sums: Float64Array, count: number): void {
  for (let i = 0; i < sums.length; i++) sums[i]! /= count;
}

function divideEach(sums: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! /= counts[i]!;
}

/**
 * The mean of every draw, of several measures; NaN for a draw without a value. Use one set of resamples for
 * everything that is compared: the difference of two results is then the paired difference, draw by draw.
 */
export function resampledMeansOf(values: readonly ClusteredValues[], resamples: Resamples): Float64Array[] {
  const means = allResampledSums(
    values.map(({ sums }) => sums),
    resamples,
  );
  // Most often every cluster has as many values as the next: then how many a draw has is known.
  const alike = ({ counts }: ClusteredValues): boolean => counts.every((count) => count === counts[0]);
  const uneven = values.filter((column) => !alike(column));
  const counted = allResampledSums(
    uneven.map(({ counts }) => counts),
    resamples,
  );
  values.forEach((column, k) => {
    const counts = counted[uneven.indexOf(column)];
    if (counts === undefined) divideAll(means[k]!, resamples.clusters * (column.counts[0] ?? 0));
    else divideEach(means[k]!, counts);
  });
  return means;
}

/** {@link resampledMeansOf} of one measure. Shape [draws]. */
export const resampledMeans = (values: ClusteredValues, resamples: Resamples): Float64Array =>
  resampledMeansOf([values], resamples)[0]!;

/**
 * The middle `level` of the draws, linearly interpolated between order statistics; draws that are NaN
 * are left out.
 *
 * Source: Efron and Tibshirani 1993, chapter 13 (percentile interval).
 */
export function percentileInterval(draws: Float64Array, level = 0.95): readonly [low: number, high: number] {
  const known = draws.includes(Number.NaN) ? draws.filter((draw) => !Number.isNaN(draw)) : draws;
  if (known.length === 0) return [Number.NaN, Number.NaN];
  const places = [(1 - level) / 2, (1 + level) / 2].map((share) => share * (known.length - 1));
  const belows = places.map(Math.floor);
  const found = selectOrders(
    known,
    belows.flatMap((below) => [below, Math.min(below + 1, known.length - 1)]),
  );
  const [low = 0, high = 0] = places.map((place, i) => {
    const [below, above] = [found[2 * i]!, found[2 * i + 1]!];
    return below + (above - below) * (place - belows[i]!);
  });
  return [low, high];
}
