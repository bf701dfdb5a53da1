import { createRng } from '../../../core/rng.ts';
import {
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  resampledMeansOf,
} from '../../../metrics/bootstrap.ts';
import { pearson, spearman } from '../../../metrics/correlation.ts';
import { clusterPlaces, gatherByCluster } from '../../../metrics/gather-by-cluster.ts';
import { meanMaxRankViolation } from '../../../metrics/rank-violation.ts';
import type { Sight } from './read-picture.ts';

/** What one policy achieved from one start, m nearer: truly, and as one source's pictures say. */
export type PolicyOutcome = {
  /** Whose pictures: a model's dream, or the simulator's own. */
  readonly source: string;
  readonly cluster: string;
  /** Share of random actions. */
  readonly share: number;
  readonly truth: number;
  readonly seen: number;
  /** How the last picture shows the body of the task: what is seen in part, or not at all, is read less surely. */
  readonly sight: Sight;
  /** Whether the task says that it succeeded in the simulator. */
  readonly success: boolean;
};

/** One policy by one source's pictures, means over starts. */
export type PolicyRow = {
  readonly source: string;
  readonly share: number;
  readonly truth: Interval;
  readonly seen: Interval;
  readonly successRate: number;
  readonly n: number;
};

/** How one source's pictures rank the policies. */
export type RankingRow = {
  readonly source: string;
  /** Correlations of the policies' mean returns; `null` where the pictures tell none apart. */
  readonly pearson: Interval | null;
  readonly spearman: Interval | null;
  /** m, ≥ 0; lower is better. */
  readonly rankViolation: Interval;
  /** Mean of seen minus true return, m. */
  readonly bias: Interval;
  /** Correlation of all policies' returns, start by start. */
  readonly pearsonOfEpisodes: number | null;
  /** The policy that the pictures rank first, `null` where several are; and the truly best one. */
  readonly chosen: number | null;
  readonly best: number;
  /** What it truly costs to take the first, m; where several are, one of them by chance. */
  readonly regret: Interval;
  /** Last pictures, one a policy and start; in how many the body of the task shows a part alone, or not at all. */
  readonly ends: number;
  readonly partly: number;
  readonly unseen: number;
  readonly n: number;
};

type Seed = { readonly draws: number; readonly seed: number };

/** Means of every policy, truly and as seen: of all starts, and of every draw. */
type Means = { readonly truth: readonly number[]; readonly seen: readonly number[] };

/** Places of the greatest value. */
const bestPlaces = (values: readonly number[]): number[] => {
  const most = Math.max(...values);
  return values.flatMap((value, i) => (value === most ? [i] : []));
};

/** What it costs on average to take one of the policies that are seen as best. */
function regretOf({ truth, seen }: Means): number {
  const places = bestPlaces(seen);
  return Math.max(...truth) - places.reduce((sum, i) => sum + (truth[i] as number), 0) / places.length;
}

/** What one ranking says, of whatever means: all starts or one draw. */
const MEASURES = {
  pearson: ({ truth, seen }: Means) => pearson(truth, seen),
  spearman: ({ truth, seen }: Means) => spearman(truth, seen),
  rankViolation: ({ truth, seen }: Means) => meanMaxRankViolation(truth, seen),
  bias: ({ truth, seen }: Means) =>
    seen.reduce((sum, value, i) => sum + value - (truth[i] as number), 0) / seen.length,
  regret: regretOf,
} as const;

const nullable = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Sums up one source: a row a policy, and how it ranks them. Starts are resampled, policies are not. */
function summarizeSource(
  source: string,
  outcomes: readonly PolicyOutcome[],
  { draws, seed }: Seed,
): { readonly policies: PolicyRow[]; readonly ranking: RankingRow } {
  const shares = [...new Set(outcomes.map(({ share }) => share))].sort((a, b) => a - b);
  const places = clusterPlaces(outcomes);
  const n = places.size;
  const resamples = createResamples(n, draws, createRng(seed).fork('policy'));
  const column = (share: number, key: 'truth' | 'seen') =>
    gatherByCluster(
      outcomes.filter((one) => one.share === share),
      places,
      (one) => one[key],
    );
  const columns = shares.flatMap((share) => [column(share, 'truth'), column(share, 'seen')]);
  const drawn = resampledMeansOf(columns, resamples);
  const whole = columns.map(clusteredMean);
  const meansOf = (value: (k: number) => number): Means => ({
    truth: shares.map((_, i) => value(2 * i)),
    seen: shares.map((_, i) => value(2 * i + 1)),
  });
  const all = meansOf((k) => whole[k] as number);
  const first = bestPlaces(all.seen);
  const ofDraw = Array.from({ length: draws }, (_, draw) => meansOf((k) => drawn[k]?.[draw] as number));
  const interval = (k: number): Interval => {
    const [low, high] = percentileInterval(drawn[k] as Float64Array);
    return { mean: whole[k] as number, low, high };
  };
  const measured = (name: keyof typeof MEASURES): Interval => {
    const [low, high] = percentileInterval(Float64Array.from(ofDraw, MEASURES[name]));
    return { mean: MEASURES[name](all), low, high };
  };
  const defined = (one: Interval): Interval | null => (Number.isNaN(one.mean) ? null : one);
  const successes = (share: number): number => {
    const here = outcomes.filter((one) => one.share === share);
    return here.filter(({ success }) => success).length / here.length;
  };
  return {
    policies: shares.map((share, i) => ({
      ...{ source, share, truth: interval(2 * i), seen: interval(2 * i + 1) },
      ...{ successRate: successes(share), n },
    })),
    ranking: {
      ...{ source, n },
      pearson: defined(measured('pearson')),
      spearman: defined(measured('spearman')),
      rankViolation: measured('rankViolation'),
      bias: measured('bias'),
      pearsonOfEpisodes: nullable(
        pearson(
          outcomes.map(({ truth }) => truth),
          outcomes.map(({ seen }) => seen),
        ),
      ),
      chosen: first.length === 1 ? (shares[first[0] as number] as number) : null,
      best: shares[bestPlaces(all.truth)[0] as number] as number,
      regret: measured('regret'),
      ends: outcomes.length,
      partly: outcomes.filter(({ sight }) => sight === 'part').length,
      unseen: outcomes.filter(({ sight }) => sight === 'none').length,
    },
  };
}

/** Sums up every source, in the order of the outcomes. */
export function summarizePolicies(
  outcomes: readonly PolicyOutcome[],
  options: Seed,
): { readonly policies: readonly PolicyRow[]; readonly rankings: readonly RankingRow[] } {
  const sources = [...new Set(outcomes.map(({ source }) => source))];
  const summed = sources.map((source) =>
    summarizeSource(
      source,
      outcomes.filter((one) => one.source === source),
      options,
    ),
  );
  return {
    policies: summed.flatMap(({ policies }) => policies),
    rankings: summed.map(({ ranking }) => ranking),
  };
}
