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

/** Which clusters each draw takes, with replacement. */
export type Resamples = {
  readonly clusters: number;
  readonly draws: number;
  /** Shape [draws, clusters]. */
  readonly indices: Int32Array;
  /** The same told shorter: the clusters that a draw takes, each once, and how often it takes them. */
  readonly tally: {
    /** Where a draw's entries begin, and where the last one's end. Shape [draws + 1]. */
    readonly starts: Int32Array;
    readonly taken: Int32Array;
    readonly times: Float64Array;
  };
};

/** A mean and its confidence interval. */
export type Interval = {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

/** Counts how often each draw takes each cluster: about a third of them it does not take at all. */
function tallyOf(clusters: number, draws: number, indices: Int32Array): Resamples['tally'] {
  const counts = new Int32Array(clusters);
  const starts = new Int32Array(draws + 1);
  const [taken, times] = [new Int32Array(indices.length), new Float64Array(indices.length)];
  let at = 0;
  for (let draw = 0; draw < draws; draw++) {
    counts.fill(0);
    for (let i = draw * clusters; i < (draw + 1) * clusters; i++) counts[indices[i]!]!++;
    for (let cluster = 0; cluster < clusters; cluster++) {
      if (counts[cluster] === 0) continue;
      taken[at] = cluster;
      times[at++] = counts[cluster]!;
    }
    starts[draw + 1] = at;
  }
  return { starts, taken: taken.slice(0, at), times: times.slice(0, at) };
}

/** Resamples of which the clusters are given, `clusters` for each draw. */
export function resamplesOf(clusters: number, indices: Int32Array): Resamples {
  const draws = indices.length / clusters;
  return { clusters, draws, indices, tally: tallyOf(clusters, draws, indices) };
}

/** Draws of clusters with replacement, a function of the rng's seed alone. */
export function createResamples(clusters: number, draws: number, rng: Rng): Resamples {
  const indices = new Int32Array(draws * clusters);
  for (let i = 0; i < indices.length; i++) indices[i] = Math.floor(rng.next() * clusters);
  return resamplesOf(clusters, indices);
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

/** Columns that are drawn at once: an entry is read once for all of them, and their sums do not wait for one another. */
export const DRAWN_AT_ONCE = 8;

/** The sum of every draw, of up to eight columns of one value a cluster. Shape of each result: [draws]. */
function resampledSums(
  columns: readonly Float64Array[],
  { clusters, draws, tally }: Resamples,
): Float64Array[] {
  const { starts, taken, times } = tally;
  const side = new Float64Array(DRAWN_AT_ONCE * clusters);
  columns.forEach((column, k) => {
    for (let i = 0; i < clusters; i++) side[DRAWN_AT_ONCE * i + k] = column[i]!;
  });
  const sums = columns.map(() => new Float64Array(draws));
  for (let draw = 0, entry = 0; draw < draws; draw++) {
    // Written out, for this is where the time of all intervals goes.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    for (const end = starts[draw + 1]!; entry < end; entry++) {
      const at = taken[entry]! << 3;
      const often = times[entry]!;
      a += often * side[at]!;
      b += often * side[at | 1]!;
      c += often * side[at | 2]!;
      d += often * side[at | 3]!;
      e += often * side[at | 4]!;
      f += often * side[at | 5]!;
      g += often * side[at | 6]!;
      h += often * side[at | 7]!;
    }
    const drawn = [a, b, c, d, e, f, g, h];
    for (let k = 0; k < sums.length; k++) sums[k]![draw] = drawn[k]!;
  }
  return sums;
}

/** As `resampledSums`, of any number of columns. */
function allResampledSums(columns: readonly Float64Array[], resamples: Resamples): Float64Array[] {
  const sums: Float64Array[] = [];
  for (let k = 0; k < columns.length; k += DRAWN_AT_ONCE)
    sums.push(...resampledSums(columns.slice(k, k + DRAWN_AT_ONCE), resamples));
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
