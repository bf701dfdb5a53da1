import { createRng } from '../core/rng.ts';
import {
  type ClusteredValues,
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  type Resamples,
  resampledMeans,
} from '../metrics/bootstrap.ts';
import { METRIC_IDS, type MetricId } from '../metrics/metric-ids.ts';
import type { ClipScores } from './score-clip.ts';

/** The name under which the mean over scenes stands among the scenes. */
export const ALL_SCENES = 'all';

/** One prediction's scores and where they belong. */
export type ScoredClip = {
  readonly model: string;
  readonly scene: string;
  /** What is resampled together. */
  readonly cluster: string;
  readonly clip: string;
  readonly scores: ClipScores;
};

/** One mean with its 95 % interval; the scene `all` is the mean over scenes. */
export type Row = Interval & {
  readonly model: string;
  readonly scene: string;
  readonly metric: MetricId;
  /** Frames ahead, from 1. */
  readonly horizon: number;
  /** Clusters (episodes) that have a value. */
  readonly n: number;
};

/** Paired difference of two models, `model` minus `against`, with its 95 % interval. */
export type Comparison = Row & { readonly against: string };

export type SummarizeOptions = {
  /** Bootstrap draws. */
  readonly draws: number;
  readonly seed: number;
  /** The model that the others are compared with. */
  readonly reference: string;
};

export const SUMMARIZE_DEFAULTS: SummarizeOptions = { draws: 10_000, seed: 0, reference: 'copy-last' };

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** Six significant digits: what is left out is far below any interval, and reports stay small. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/** A column (one model, measure and horizon) of one scene: its mean and its draws. */
type Column = { readonly mean: number; readonly draws: Float64Array; readonly n: number };

type SceneScores = {
  readonly resamples: Resamples;
  readonly clusterOf: ReadonlyMap<string, number>;
  readonly byModel: ReadonlyMap<string, readonly ScoredClip[]>;
};

function gatherScene(clips: readonly ScoredClip[], scene: string, options: SummarizeOptions): SceneScores {
  const here = clips.filter((clip) => clip.scene === scene);
  const clusters = unique(here.map((clip) => clip.cluster)).sort();
  const rng = createRng(options.seed).fork(`bootstrap/${scene}`);
  return {
    resamples: createResamples(clusters.length, options.draws, rng),
    clusterOf: new Map(clusters.map((cluster, i) => [cluster, i])),
    byModel: new Map(
      unique(here.map((clip) => clip.model)).map((model) => [model, here.filter((c) => c.model === model)]),
    ),
  };
}

function columnOf(scene: SceneScores, model: string, metric: MetricId, h: number): Column | null {
  const clips = scene.byModel.get(model);
  if (clips === undefined) return null;
  const { clusters } = scene.resamples;
  const values: ClusteredValues = { sums: new Float64Array(clusters), counts: new Float64Array(clusters) };
  for (const clip of clips) {
    const value = clip.scores[metric][h] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const cluster = scene.clusterOf.get(clip.cluster) as number;
    values.sums[cluster]! += value;
    values.counts[cluster]! += 1;
  }
  const n = values.counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0);
  if (n === 0) return null;
  return { mean: clusteredMean(values), draws: resampledMeans(values, scene.resamples), n };
}

/** The mean over scenes, draw by draw; scenes are resampled apart, so their draws are independent. */
function meanColumn(columns: readonly Column[]): Column {
  const draws = columns[0]!.draws.map(
    (_, draw) => columns.reduce((sum, column) => sum + column.draws[draw]!, 0) / columns.length,
  );
  return {
    mean: columns.reduce((sum, column) => sum + column.mean, 0) / columns.length,
    draws,
    n: columns.reduce((sum, column) => sum + column.n, 0),
  };
}

function differenceColumn(a: Column, b: Column): Column {
  return {
    mean: a.mean - b.mean,
    draws: a.draws.map((value, draw) => value - b.draws[draw]!),
    n: Math.min(a.n, b.n),
  };
}

function intervalOf({ mean, draws, n }: Column): Interval & { readonly n: number } {
  const [low, high] = percentileInterval(draws);
  return { mean: rounded(mean), low: rounded(low), high: rounded(high), n };
}

/** Rows of every model, scene, measure and horizon, and what each model gains over the reference. */
export function summarize(
  clips: readonly ScoredClip[],
  horizon: number,
  options: SummarizeOptions = SUMMARIZE_DEFAULTS,
): { rows: Row[]; comparisons: Comparison[] } {
  const models = unique(clips.map((clip) => clip.model));
  const scenes = unique(clips.map((clip) => clip.scene)).sort();
  const gathered = scenes.map((scene) => gatherScene(clips, scene, options));
  const rows: Row[] = [];
  const comparisons: Comparison[] = [];
  for (const metric of METRIC_IDS) {
    for (let h = 0; h < horizon; h++) {
      const ordered = [options.reference, ...models.filter((model) => model !== options.reference)];
      const reference: (Column | null)[] = [];
      for (const model of ordered) {
        const columns = gathered.map((scene) => columnOf(scene, model, metric, h));
        const found = columns.filter((column) => column !== null);
        if (found.length === 0) continue;
        const named: (readonly [string, Column | null])[] = scenes.map((scene, s) => [scene, columns[s] ?? null]);
        // The mean over scenes is told only where every scene has a value: otherwise models would
        // be compared over different scenes.
        named.unshift([ALL_SCENES, found.length === scenes.length ? meanColumn(found) : null]);
        named.forEach(([scene, column], s) => {
          if (column === null) return;
          const at = { model, scene, metric, horizon: h + 1 };
          rows.push({ ...at, ...intervalOf(column) });
          if (model === options.reference) reference[s] = column;
          const other = reference[s];
          if (model === options.reference || other == null) return;
          comparisons.push({
            ...at,
            against: options.reference,
            ...intervalOf(differenceColumn(column, other)),
          });
        });
      }
    }
  }
  const order = (row: Row): number => models.indexOf(row.model);
  rows.sort((a, b) => order(a) - order(b));
  comparisons.sort((a, b) => order(a) - order(b));
  return { rows, comparisons };
}
