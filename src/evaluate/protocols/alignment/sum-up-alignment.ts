import { createRng } from '../../../core/rng.ts';
import {
  type ClusteredValues,
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  type Resamples,
  resampledMeans,
} from '../../../metrics/bootstrap.ts';
import { clusterPlaces, gatherByCluster } from '../../../metrics/gather-by-cluster.ts';
import { frechetOfLast, type SeenFeatures } from '../../backbone/perceptual.ts';
import type { KeptScore } from '../../evaluation-run.ts';
import { ALL_SCENES } from '../../summarize.ts';

/** What is told of a source: means over the predicted frames. */
export type AlignmentMeasure = 'psnr' | 'ssim' | 'object_iou' | 'cosine' | 'distance';

/** A source's figures in a scenario. */
export type AlignmentRow = {
  readonly source: string;
  /** `all` is the mean over scenarios. */
  readonly scene: string;
  /** By measure, with their 95 % intervals; `null` where nothing is defined. */
  readonly figures: Readonly<Partial<Record<AlignmentMeasure, Interval | null>>>;
  /** Of the last frames, by the backbone; over all scenarios alone. */
  readonly frechet: number | null;
  /** Episodes. */
  readonly n: number;
};

type Column = { readonly mean: number; readonly draws: Float64Array };

const meanOf = (values: Float64Array): number => {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** A clip's mean over the predicted frames. */
function meanValue(clip: KeptScore, measure: AlignmentMeasure, name: string): number {
  if (measure !== 'cosine' && measure !== 'distance') return meanOf(clip.scores[measure]);
  return (clip.observed[name] as SeenFeatures | null)?.[measure] ?? Number.NaN;
}

/** One measure of one source in one scene; `null` where no clip has it. */
function columnOf(values: ClusteredValues, resamples: Resamples): Column | null {
  if (values.counts.every((count) => count === 0)) return null;
  return { mean: clusteredMean(values), draws: resampledMeans(values, resamples) };
}

function meanColumn(columns: readonly (Column | null)[]): Column | null {
  const known = columns.filter((column) => column !== null);
  if (known.length < columns.length || known.length === 0) return null;
  const mean = known.reduce((sum, column) => sum + column.mean, 0) / known.length;
  const draws = (known[0] as Column).draws.map(
    (_, i) => known.reduce((sum, column) => sum + (column.draws[i] as number), 0) / known.length,
  );
  return { mean, draws };
}

function intervalOf(column: Column | null): Interval | null {
  if (column === null) return null;
  const [low, high] = percentileInterval(column.draws);
  return { mean: column.mean, low, high };
}

/**
 * Every source's figures, the mean over scenarios first: a clip's is its mean over the predicted frames, an episode's
 * that of its four views, and episodes are resampled.
 *
 * @param name - The protocol's, under which clips hold what a backbone saw.
 */
export function sumUpAlignment(
  scored: readonly KeptScore[],
  name: string,
  measures: readonly AlignmentMeasure[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): AlignmentRow[] {
  const unique = (of: readonly string[]): string[] => [...new Set(of)];
  const scenes = unique(scored.map(({ scene }) => scene)).sort();
  const gathered = scenes.map((scene) => {
    const here = scored.filter((clip) => clip.scene === scene);
    const places = clusterPlaces(here);
    const rng = createRng(seed).fork(`bootstrap/${scene}`);
    return { scene, here, places, resamples: createResamples(places.size, draws, rng) };
  });
  return unique(scored.map(({ model }) => model)).flatMap((source) => {
    const byMeasure = measures.map((measure) => ({
      measure,
      columns: gathered.map(({ here, places, resamples }) => {
        const own = here.filter(({ model }) => model === source);
        return columnOf(
          gatherByCluster(own, places, (clip) => meanValue(clip, measure, name)),
          resamples,
        );
      }),
    }));
    const figures = (pick: (columns: readonly (Column | null)[]) => Column | null) =>
      Object.fromEntries(byMeasure.map(({ measure, columns }) => [measure, intervalOf(pick(columns))]));
    const seen = scored
      .filter(({ model }) => model === source)
      .flatMap(({ observed }) => (observed[name] as SeenFeatures | null) ?? []);
    const all: AlignmentRow = {
      ...{ source, scene: ALL_SCENES, figures: figures(meanColumn), frechet: frechetOfLast(seen) },
      n: gathered.reduce((sum, { places }) => sum + places.size, 0),
    };
    const each = gathered.map(({ scene, places }, i) => ({
      ...{ source, scene, figures: figures((columns) => columns[i] ?? null), frechet: null },
      n: places.size,
    }));
    return [all, ...each];
  });
}
