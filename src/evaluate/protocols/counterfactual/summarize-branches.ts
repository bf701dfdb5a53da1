import { createRng } from '../../../core/rng.ts';
import { createResamples, type Interval, type Resamples } from '../../../metrics/bootstrap.ts';
import { type ClusterPlaces, clusterPlaces, gatherByCluster } from '../../../metrics/gather-by-cluster.ts';
import { type ResampledRatio, ratioInterval, resampledRatio } from '../../../metrics/resampled-ratio.ts';
import { BODIES, type Bodies, type BranchFigures, sumsOf } from './branch-sums.ts';

/** What one source predicted of one branch: with its own actions, and with those of another branch. */
export type BranchJudgement = {
  readonly source: string;
  readonly cluster: string;
  readonly scene: string;
  readonly camera: string;
  /** The branch's episode. */
  readonly branch: string;
  readonly own: readonly BranchFigures[];
  /** `null` where there is no other branch, or the source asks for no actions. */
  readonly shuffled: readonly BranchFigures[] | null;
};

/** Whose differences: those of the bodies, all, driven or free, or those of all pixels. */
export type Whose = 'all' | Bodies | 'pixels';

/** Share of the true differences that the predicted ones explain: 1 − Σ(predicted − true)² ÷ Σ true². */
export type BranchRow = {
  readonly source: string;
  readonly whose: Whose;
  /** Frames after the first other action. */
  readonly horizon: number;
  readonly r2: Interval;
  /** Share of the axes with a true difference of a pixel or more whose sign is right; `null` of pixels. */
  readonly sign: Interval | null;
  /** Parents, bodies in all branches, and those that a prediction does not show. */
  readonly n: number;
  readonly bodies: number;
  readonly lost: number;
};

/** What another branch's actions do to a source's answer, over the branches that have both. */
export type ControlRow = {
  readonly source: string;
  readonly horizon: number;
  readonly own: Interval;
  readonly shuffled: Interval;
  /** Own minus shuffled R², paired. */
  readonly difference: Interval;
  /** Mean squared error of the prediction with another's actions over that with its own. */
  readonly errorRatio: Interval;
  readonly n: number;
};

type Seed = { readonly draws: number; readonly seed: number };

const at = (figures: readonly BranchFigures[], horizon: number): BranchFigures | undefined =>
  figures[horizon - 1];

const differencesOf = (figures: BranchFigures, whose: Whose) =>
  figures.differences.filter(({ bodies }) => whose === 'all' || bodies === whose);

/** One value a parent: the sum over its branches and cameras. */
const byParent = (
  judgements: readonly BranchJudgement[],
  places: ClusterPlaces,
  value: (judgement: BranchJudgement) => number,
): number[] => [...gatherByCluster(judgements, places, value).sums];

function explained(
  judgements: readonly BranchJudgement[],
  places: ClusterPlaces,
  resamples: Resamples,
  whose: Whose,
  figures: (judgement: BranchJudgement) => BranchFigures,
): ResampledRatio {
  const sums = (one: BranchJudgement) => {
    const here = figures(one);
    return whose === 'pixels' ? here.pixels : sumsOf(differencesOf(here, whose));
  };
  return resampledRatio(
    byParent(judgements, places, (one) => sums(one).missed),
    byParent(judgements, places, (one) => sums(one).true),
    resamples,
  );
}

const rSquared = (ratio = Number.NaN): number => 1 - ratio;

function rowOf(
  source: string,
  here: readonly BranchJudgement[],
  whose: Whose,
  horizon: number,
  { draws, seed }: Seed,
): BranchRow | null {
  const places = clusterPlaces(here);
  const resamples = createResamples(places.size, draws, createRng(seed).fork('counterfactual'));
  const figures = (one: BranchJudgement): BranchFigures => at(one.own, horizon) as BranchFigures;
  const ratio = explained(here, places, resamples, whose, figures);
  if (Number.isNaN(ratio.mean)) return null;
  const sums = (one: BranchJudgement) => sumsOf(whose === 'pixels' ? [] : differencesOf(figures(one), whose));
  const signs = resampledRatio(
    byParent(here, places, (one) => sums(one).agree),
    byParent(here, places, (one) => sums(one).signs),
    resamples,
  );
  const count = (key: 'bodies' | 'lost'): number => here.reduce((sum, one) => sum + sums(one)[key], 0);
  return {
    ...{ source, whose, horizon, n: places.size, bodies: count('bodies'), lost: count('lost') },
    r2: ratioInterval([ratio], rSquared),
    sign: Number.isNaN(signs.mean) ? null : ratioInterval([signs], (share = Number.NaN) => share),
  };
}

const sourcesOf = (judgements: readonly BranchJudgement[]): string[] => [
  ...new Set(judgements.map(({ source }) => source)),
];

/** How far every source's differences follow the true ones, at every horizon asked for; rows without a true difference are left out. */
export function branchRows(
  judgements: readonly BranchJudgement[],
  horizons: readonly number[],
  options: Seed,
): BranchRow[] {
  return sourcesOf(judgements).flatMap((source) =>
    (['all', ...BODIES, 'pixels'] as const).flatMap((whose) =>
      horizons.flatMap((horizon) => {
        const here = judgements.filter((one) => one.source === source && at(one.own, horizon) !== undefined);
        return here.length === 0 ? [] : (rowOf(source, here, whose, horizon, options) ?? []);
      }),
    ),
  );
}

/** The shuffled-action control of every source that has one, at one horizon. */
export function controlRows(
  judgements: readonly BranchJudgement[],
  horizon: number,
  { draws, seed }: Seed,
): ControlRow[] {
  return sourcesOf(judgements).flatMap((source) => {
    const here = judgements.filter(
      (one) =>
        one.source === source &&
        at(one.own, horizon) !== undefined &&
        at(one.shuffled ?? [], horizon) !== undefined,
    );
    if (here.length === 0) return [];
    const places = clusterPlaces(here);
    const resamples = createResamples(places.size, draws, createRng(seed).fork('counterfactual'));
    const own = (one: BranchJudgement) => at(one.own, horizon) as BranchFigures;
    const other = (one: BranchJudgement) => at(one.shuffled ?? [], horizon) as BranchFigures;
    const ratios = [own, other].map((figures) => explained(here, places, resamples, 'all', figures));
    if (ratios.some(({ mean }) => Number.isNaN(mean))) return [];
    const error = resampledRatio(
      byParent(here, places, (one) => other(one).error),
      byParent(here, places, (one) => own(one).error),
      resamples,
    );
    const [right, wrong] = ratios as [ResampledRatio, ResampledRatio];
    return [
      {
        ...{ source, horizon, n: places.size },
        own: ratioInterval([right], rSquared),
        shuffled: ratioInterval([wrong], rSquared),
        difference: ratioInterval([right, wrong], (a = Number.NaN, b = Number.NaN) => b - a),
        errorRatio: ratioInterval([error], (ratio = Number.NaN) => ratio),
      },
    ];
  });
}
