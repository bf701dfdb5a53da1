import type { Rng } from '../core/rng.ts';
import { selectOrder } from './order-statistic.ts';

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
  readonly indices: Uint32Array;
};

/** A mean and its confidence interval. */
export type Interval = {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

/** Draws of clusters with replacement, a function of the rng's seed alone. */
export function createResamples(clusters: number, draws: number, rng: Rng): Resamples {
  const indices = new Uint32Array(draws * clusters);
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

/**
 * The mean of every draw; NaN for a draw without a value. Use one set of resamples for everything
 * that is compared: the difference of two results is then the paired difference, draw by draw.
 */
export function resampledMeans({ sums, counts }: ClusteredValues, resamples: Resamples): Float64Array {
  const { clusters, draws, indices } = resamples;
  const means = new Float64Array(draws);
  // Most often every cluster has as many values as the next: then how many a draw has is known.
  const alike = counts.every((count) => count === counts[0]);
  let i = 0;
  for (let draw = 0; draw < draws; draw++) {
    const end = i + clusters;
    let sum = 0;
    let count = alike ? clusters * counts[0]! : 0;
    if (alike) for (; i < end; i++) sum += sums[indices[i]!]!;
    else
      for (; i < end; i++) {
        const cluster = indices[i]!;
        sum += sums[cluster]!;
        count += counts[cluster]!;
      }
    means[draw] = sum / count;
  }
  return means;
}

/**
 * The middle `level` of the draws, linearly interpolated between order statistics; draws that are NaN
 * are left out.
 *
 * Source: Efron and Tibshirani 1993, chapter 13 (percentile interval).
 */
export function percentileInterval(draws: Float64Array, level = 0.95): readonly [low: number, high: number] {
  const known = new Float64Array(draws.length);
  let used = 0;
  for (let i = 0; i < draws.length; i++) if (!Number.isNaN(draws[i]!)) known[used++] = draws[i]!;
  // Both places are found in one list: what is above the lower is not looked through again.
  let from = 0;
  const at = (share: number): number => {
    if (used === 0) return Number.NaN;
    const place = share * (used - 1);
    const below = Math.floor(place);
    const low = selectOrder(known, below, from, used);
    const above = Math.min(below + 1, used - 1);
    const high = selectOrder(known, above, below, used);
    from = below;
    return low + (high - low) * (place - below);
  };
  return [at((1 - level) / 2), at((1 + level) / 2)];
}
