import { createRng } from '../../core/rng.ts';
import {
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  resampledMeans,
} from '../../metrics/bootstrap.ts';
import { clusterPlaces, gatherByCluster } from '../../metrics/gather-by-cluster.ts';

/** One value of a figure, and what it is resampled with; NaN where it is not defined. */
export type ClusteredValue = { readonly cluster: string; readonly value: number };

/**
 * The mean over clusters, which are resampled; null where no value is defined.
 *
 * @param stream - Names the draws, so that those of two figures are independent.
 */
export function sumUpValues(
  values: readonly ClusteredValue[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
  stream: string,
): (Interval & { readonly n: number }) | null {
  const known = values.filter(({ value }) => !Number.isNaN(value));
  const places = clusterPlaces(known);
  const n = places.size;
  if (n === 0) return null;
  const gathered = gatherByCluster(known, places, ({ value }) => value);
  const resamples = createResamples(n, draws, createRng(seed).fork(`bootstrap/${stream}`));
  const [low, high] = percentileInterval(resampledMeans(gathered, resamples));
  return { mean: clusteredMean(gathered), low, high, n };
}
