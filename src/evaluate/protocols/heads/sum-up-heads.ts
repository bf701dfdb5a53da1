import { createRng } from '../../../core/rng.ts';
import {
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  resampledMeans,
} from '../../../metrics/bootstrap.ts';
import type { HeadFigure } from './score-heads.ts';

/** One clip's value of a figure at a horizon; NaN where it is not defined. */
export type HeadValue = { readonly cluster: string; readonly value: number };

/** A figure of one source at one horizon: the mean over episodes with its 95 % interval. */
export type HeadRow = Interval & {
  readonly source: string;
  /** `colour` is the object IoU of the pixel rule, for a model that tells no slots. */
  readonly figure: HeadFigure | 'colour_object_iou';
  /** Frames ahead, from 1. */
  readonly horizon: number;
  /** Episodes. */
  readonly n: number;
};

/** The mean over episodes, which are resampled; null where no clip has a value. */
export function sumUpHead(
  values: readonly HeadValue[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): (Interval & { readonly n: number }) | null {
  const known = values.filter(({ value }) => !Number.isNaN(value));
  const clusters = [...new Set(known.map(({ cluster }) => cluster))].sort();
  if (clusters.length === 0) return null;
  const sums = new Float64Array(clusters.length);
  const counts = new Float64Array(clusters.length);
  const at = new Map(clusters.map((cluster, i) => [cluster, i]));
  for (const { cluster, value } of known) {
    const i = at.get(cluster) as number;
    sums[i] = (sums[i] as number) + value;
    counts[i] = (counts[i] as number) + 1;
  }
  const resamples = createResamples(clusters.length, draws, createRng(seed).fork('bootstrap/heads'));
  const [low, high] = percentileInterval(resampledMeans({ sums, counts }, resamples));
  return { mean: clusteredMean({ sums, counts }), low, high, n: clusters.length };
}
