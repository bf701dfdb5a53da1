import { createRng } from '../../../core/rng.ts';
import {
  type ClusteredValues,
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  resampledMeans,
} from '../../../metrics/bootstrap.ts';
import { wilsonInterval } from '../../../metrics/wilson-interval.ts';
import { prefersPossible, type TwinErrors } from './twin-errors.ts';
import type { TwinWindow } from './twin-windows.ts';

/** One source's errors on one pair of films, by one camera. */
export type TwinJudgement = Pick<TwinWindow, 'pair' | 'scene' | 'camera' | 'law' | 'seen' | 'broken'> & {
  readonly source: string;
  /** How many frames were compared. */
  readonly frames: number;
  readonly errors: TwinErrors;
};

/** The name under which all laws together stand among them. */
export const ALL_LAWS = 'all';

/** What of a frame's pixels is compared. */
export type Measure = 'frame' | 'foreground';

/** In what share of the pairs a source is nearer to the possible film. */
export type SurpriseRow = {
  readonly source: string;
  readonly law: string;
  readonly measure: Measure;
  /** Share of the pairs; of a pair, the mean of its cameras. */
  readonly accuracy: number;
  /** 95 %, Wilson. */
  readonly low: number;
  readonly high: number;
  /** Pairs. */
  readonly n: number;
};

/** By how much more often than another source a source is nearer to the possible film; paired. */
export type SurpriseComparison = Interval & { readonly source: string; readonly against: string };

/** Of each pair the mean over its cameras, in the order of the pairs. */
function byPair(judgements: readonly TwinJudgement[], measure: Measure): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { pair, errors } of judgements) {
    const preferred =
      measure === 'frame'
        ? prefersPossible(errors.possible, errors.impossible)
        : prefersPossible(errors.possibleForeground, errors.impossibleForeground);
    const { sum, count } = sums.get(pair) ?? { sum: 0, count: 0 };
    sums.set(pair, { sum: sum + preferred, count: count + 1 });
  }
  return new Map([...sums].map(([pair, { sum, count }]) => [pair, sum / count]));
}

/** Accuracy of every source, law by law and over all of them, by each measure. */
export function surpriseRows(judgements: readonly TwinJudgement[]): SurpriseRow[] {
  const sources = [...new Set(judgements.map(({ source }) => source))];
  const laws = [...new Set(judgements.map(({ law }) => law))].sort();
  const rows: SurpriseRow[] = [];
  for (const source of sources)
    for (const law of [ALL_LAWS, ...laws])
      for (const measure of ['frame', 'foreground'] as const) {
        const here = judgements.filter(
          (one) => one.source === source && (law === ALL_LAWS || one.law === law),
        );
        const values = [...byPair(here, measure).values()];
        const accuracy = values.reduce((sum, value) => sum + value, 0) / values.length;
        const [low, high] = wilsonInterval(accuracy, values.length);
        rows.push({ source, law, measure, accuracy, low, high, n: values.length });
      }
  return rows;
}

/** Every other source against one, over the pairs that both were asked about. */
export function surpriseComparisons(
  judgements: readonly TwinJudgement[],
  against: string,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): SurpriseComparison[] {
  const valuesOf = (name: string): ReadonlyMap<string, number> =>
    byPair(
      judgements.filter(({ source }) => source === name),
      'frame',
    );
  const reference = valuesOf(against);
  const others = [...new Set(judgements.map(({ source }) => source))].filter((name) => name !== against);
  return others.flatMap((source) => {
    const own = valuesOf(source);
    const pairs = [...own.keys()].filter((pair) => reference.has(pair)).sort();
    if (pairs.length === 0) return [];
    const resamples = createResamples(pairs.length, draws, createRng(seed).fork('surprise'));
    const differences: ClusteredValues = {
      sums: Float64Array.from(pairs, (pair) => (own.get(pair) as number) - (reference.get(pair) as number)),
      counts: new Float64Array(pairs.length).fill(1),
    };
    const [low, high] = percentileInterval(resampledMeans(differences, resamples));
    return [{ source, against, mean: clusteredMean(differences), low, high }];
  });
}
