import { createRng } from '../core/rng.ts';
import {
  type ClusteredValues,
  clusteredMean,
  createResamples,
  DRAWN_AT_ONCE,
  type Interval,
  percentileInterval,
  type Resamples,
  resampledMeansOf,
} from '../metrics/bootstrap.ts';
import { type ClusterPlaces, clusterPlaces, gatherByCluster } from '../metrics/gather-by-cluster.ts';
import { bootstrapPValue } from '../metrics/holm.ts';
import { METRIC_IDS, type MetricId, metricOf } from '../metrics/metric-ids.ts';
import { errorFromPsnr } from '../metrics/pooled-psnr.ts';
import { psnrFromError } from '../metrics/psnr.ts';
import type { ClipScores } from '../metrics/score-clip.ts';

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
export type Comparison = Row & {
  readonly against: string;
  /** How often chance alone would give as much (`bootstrapPValue`), not corrected for the number of comparisons. */
  readonly p: number;
};

export type SummarizeOptions = {
  /** Bootstrap draws. */
  readonly draws: number;
  readonly seed: number;
  /** The model that the others are compared with. */
  readonly reference: string;
  /** Models that the others are compared with too, by the headline measures alone. */
  readonly rivals?: readonly string[] | undefined;
  /** Measures to tell of; default all. */
  readonly metrics?: readonly MetricId[] | undefined;
};

export const SUMMARIZE_DEFAULTS: SummarizeOptions = { draws: 10_000, seed: 0, reference: 'copy-last' };

/** The draws and the seed that somebody asked for, or else those that stand. */
export const resamplingOf = ({
  draws = SUMMARIZE_DEFAULTS.draws,
  seed = SUMMARIZE_DEFAULTS.seed,
}: {
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
}): Pick<SummarizeOptions, 'draws' | 'seed'> => ({ draws, seed });

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** Six significant digits: what is left out is far below any interval, and reports stay small. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/** A column (one model, measure and horizon) of one scene: its mean and its draws. */
type Column = { readonly mean: number; readonly draws: Float64Array; readonly n: number };

/** A measure at a horizon. */
type Place = Pick<Row, 'metric' | 'horizon'>;

type SceneScores = {
  readonly resamples: Resamples;
  readonly places: ClusterPlaces;
  readonly byModel: ReadonlyMap<string, readonly ScoredClip[]>;
};

function gatherScene(clips: readonly ScoredClip[], scene: string, options: SummarizeOptions): SceneScores {
  const here = clips.filter((clip) => clip.scene === scene);
  const places = clusterPlaces(here);
  const rng = createRng(options.seed).fork(`bootstrap/${scene}`);
  return {
    resamples: createResamples(places.size, options.draws, rng),
    places,
    byModel: new Map(
      unique(here.map((clip) => clip.model)).map((model) => [model, here.filter((c) => c.model === model)]),
    ),
  };
}

/** One measure of one model at one horizon, by cluster. */
function gatherColumn(
  scene: SceneScores,
  clips: readonly ScoredClip[],
  { metric, horizon }: Place,
): ClusteredValues {
  const { pooled } = metricOf(metric);
  return gatherByCluster(clips, scene.places, ({ scores }) => {
    const score = scores[metric][horizon - 1] ?? Number.NaN;
    return pooled ? errorFromPsnr(score) : score;
  });
}

/** The columns of one model at several places; null where no clip has a value. */
function columnsOf(scene: SceneScores, model: string, places: readonly Place[]): (Column | null)[] {
  const clips = scene.byModel.get(model);
  if (clips === undefined) return places.map(() => null);
  const gathered = places.map((place) => gatherColumn(scene, clips, place));
  const drawn = resampledMeansOf(gathered, scene.resamples);
  return gathered.map((values, i) => {
    const n = values.counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0);
    if (n === 0) return null;
    const mean = clusteredMean(values);
    const draws = drawn[i] as Float64Array;
    // What was pooled becomes dB again before it is compared or averaged over scenes.
    return metricOf((places[i] as Place).metric).pooled
      ? { mean: psnrFromError(mean), draws: draws.map((draw) => psnrFromError(draw)), n }
      : { mean, draws, n };
  });
}

/** The mean over scenes, draw by draw; scenes are resampled apart, so their draws are independent. */
function meanColumn(columns: readonly Column[]): Column {
  const draws = new Float64Array((columns[0] as Column).draws.length);
  let mean = 0;
  let n = 0;
  for (const column of columns) {
    for (let i = 0; i < draws.length; i++)
      draws[i] = (draws[i] as number) + (column.draws[i] as number) / columns.length;
    mean += column.mean / columns.length;
    n += column.n;
  }
  return { mean, draws, n };
}

function differenceColumn(a: Column, b: Column): Column {
  const draws = new Float64Array(a.draws.length);
  for (let i = 0; i < draws.length; i++) draws[i] = (a.draws[i] as number) - (b.draws[i] as number);
  return { mean: a.mean - b.mean, draws, n: Math.min(a.n, b.n) };
}

function intervalOf({ mean, draws, n }: Column): Interval & { readonly n: number } {
  const [low, high] = percentileInterval(draws);
  return { mean: rounded(mean), low: rounded(low), high: rounded(high), n };
}

/** One model's columns at one place, by scene. */
type SceneColumns = Map<string, Column>;

/** What a model gains over one told before it, scene by scene. */
function compare(own: SceneColumns, other: SceneColumns, place: Place, model: string, against: string) {
  return [...own].flatMap(([scene, column]): Comparison[] => {
    const base = other.get(scene);
    if (base === undefined) return [];
    const difference = differenceColumn(column, base);
    const p = rounded(bootstrapPValue(difference.draws));
    return [{ model, scene, ...place, against, ...intervalOf(difference), p }];
  });
}

/** Measures at horizons, told of every model and scene; those that others are compared with come first. */
function tellColumns(
  gathered: ReadonlyMap<string, SceneScores>,
  { models, compared }: { readonly models: readonly string[]; readonly compared: readonly string[] },
  places: readonly Place[],
  told: { readonly rows: Row[]; readonly comparisons: Comparison[] },
): void {
  const bases = new Map<string, SceneColumns[]>();
  for (const model of models) {
    const scenes = places.map((): SceneColumns => new Map());
    for (const [scene, scores] of gathered) {
      columnsOf(scores, model, places).forEach((column, i) => {
        if (column !== null) scenes[i]?.set(scene, column);
      });
    }
    places.forEach((place, i) => {
      const columns = scenes[i] as SceneColumns;
      // The mean over scenes is told only where every scene has a value: otherwise models would be
      // compared over different scenes.
      if (columns.size === gathered.size) columns.set(ALL_SCENES, meanColumn([...columns.values()]));
      for (const [scene, column] of columns)
        told.rows.push({ model, scene, ...place, ...intervalOf(column) });
      for (const [against, base] of bases) {
        if (against !== compared[0] && !metricOf(place.metric).headline) continue;
        told.comparisons.push(...compare(columns, base[i] as SceneColumns, place, model, against));
      }
    });
    if (compared.includes(model)) bases.set(model, scenes);
  }
}

/** Rows of every model, scene, measure and horizon, and what each model gains over the reference. */
export function summarize(
  clips: readonly ScoredClip[],
  horizon: number,
  options: SummarizeOptions = SUMMARIZE_DEFAULTS,
): { rows: Row[]; comparisons: Comparison[] } {
  const models = unique(clips.map((clip) => clip.model));
  const compared = [options.reference, ...(options.rivals ?? []).filter((model) => models.includes(model))];
  const ordered = [...compared, ...models.filter((model) => !compared.includes(model))];
  const scenes = unique(clips.map((clip) => clip.scene)).sort();
  const gathered = new Map(scenes.map((scene) => [scene, gatherScene(clips, scene, options)]));
  const told = { rows: [] as Row[], comparisons: [] as Comparison[] };
  for (const metric of options.metrics ?? METRIC_IDS) {
    // Few horizons at once: the draws of all models and scenes are held until they are compared.
    for (let h = 1; h <= horizon; h += DRAWN_AT_ONCE) {
      const count = Math.min(DRAWN_AT_ONCE, horizon - h + 1);
      const places = Array.from({ length: count }, (_, i) => ({ metric, horizon: h + i }));
      tellColumns(gathered, { models: ordered, compared }, places, told);
    }
  }
  const order = (row: Row): number => models.indexOf(row.model);
  told.rows.sort((a, b) => order(a) - order(b));
  told.comparisons.sort((a, b) => order(a) - order(b));
  return told;
}
