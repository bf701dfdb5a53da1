import { holmCorrected } from '../../metrics/holm.ts';
import { METRICS, type MetricId } from '../../metrics/metric-ids.ts';
import { ALL_SCENES, type Comparison, type Row, type ScoredClip, summarize } from '../summarize.ts';
import { CLAIM_LEVEL, MOTION_METRICS } from '../verdict/claims.ts';

/** Two models, the better-ranked first. */
export type Pair = Omit<Comparison, 'scene' | 'horizon'> & {
  /** p corrected for all pairs and deciding measures together (Holm). */
  readonly corrected: number;
  /** Whether it is below 0.05. */
  readonly significant: boolean;
};

/** Models in order, and what tells them apart. */
export type Ranking = {
  /** Frames ahead at which all is compared. */
  readonly horizon: number;
  /** Best first, by union IoU over scenes. */
  readonly models: readonly string[];
  /** Means over scenes of the headline measures. */
  readonly rows: readonly Row[];
  /** Of every pair, by the measures that decide; the best model's first. */
  readonly pairs: readonly Pair[];
};

const HEADLINES: readonly MetricId[] = METRICS.filter(({ headline }) => headline).map(({ id }) => id);

/** A clip with its scores at one horizon alone. */
const at = (clip: ScoredClip, horizon: number): ScoredClip => ({
  ...clip,
  scores: Object.fromEntries(
    HEADLINES.map((id) => [id, Float64Array.of(clip.scores[id][horizon - 1] ?? Number.NaN)]),
  ) as unknown as ScoredClip['scores'],
});

/**
 * Ranks models that predicted the same clips, and compares each with each, paired by episode.
 *
 * @param clips - Of all models; every model has all clips.
 */
export function rankModels(
  clips: readonly ScoredClip[],
  horizon: number,
  options: { readonly draws: number; readonly seed: number },
): Ranking {
  const single = clips.map((clip) => at(clip, horizon));
  const named = [...new Set(clips.map(({ model }) => model))];
  const sum = (order: readonly string[], metrics: readonly MetricId[]) =>
    summarize(single, 1, { ...options, reference: order[0] as string, rivals: order.slice(1), metrics });
  const means = sum(named, ['union_iou']).rows.filter(({ scene }) => scene === ALL_SCENES);
  const iouOf = (model: string): number => means.find((row) => row.model === model)?.mean ?? -1;
  const models = named.toSorted((a, b) => iouOf(b) - iouOf(a));
  const { rows, comparisons } = sum(models, HEADLINES);
  const deciding = comparisons.filter(
    ({ scene, metric }) => scene === ALL_SCENES && MOTION_METRICS.includes(metric),
  );
  const corrected = holmCorrected(deciding.map(({ p }) => p));
  const rank = ({ model, against }: Pair): number =>
    models.indexOf(model) * models.length + models.indexOf(against);
  return {
    horizon,
    models,
    rows: rows.filter(({ scene }) => scene === ALL_SCENES).map((row) => ({ ...row, horizon })),
    pairs: deciding
      .map(({ scene: _, horizon: __, model, against, mean, low, high, ...rest }, i) => ({
        // The one told later is the worse one: turned round, the better is held against it.
        ...{ ...rest, model: against, against: model, mean: -mean, low: -high, high: -low },
        corrected: corrected[i] as number,
        significant: (corrected[i] as number) < CLAIM_LEVEL,
      }))
      .sort((a, b) => rank(a) - rank(b)),
  };
}
