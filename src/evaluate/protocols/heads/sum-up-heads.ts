import { createRng } from '../../../core/rng.ts';
import {
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  resampledMeans,
} from '../../../metrics/bootstrap.ts';
import { clusterPlaces, gatherByCluster } from '../../../metrics/gather-by-cluster.ts';
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
  const places = clusterPlaces(known);
  const n = places.size;
  if (n === 0) return null;
  const gathered = gatherByCluster(known, places, ({ value }) => value);
  const resamples = createResamples(n, draws, createRng(seed).fork('bootstrap/heads'));
  const [low, high] = percentileInterval(resampledMeans(gathered, resamples));
  return { mean: clusteredMean(gathered), low, high, n };
}
