import { holmCorrected } from '../../metrics/holm.ts';
import { type Metric, type MetricId, metricOf } from '../../metrics/metric-ids.ts';
import { ALL_SCENES, type Comparison, type Row } from '../summarize.ts';
import { verdictHorizon } from '../verdict-horizon.ts';

/** The chance that any of the scenes which are claimed is claimed by chance. */
export const CLAIM_LEVEL = 0.05;

/** Of fewer episodes a bootstrap's intervals are too narrow to claim anything by. */
export const MIN_EPISODES = 8;

/** What decides whether a model predicts motion; whole-frame PSNR and SSIM also reward fading. */
export const MOTION_METRICS: readonly MetricId[] = ['union_iou', 'foreground_psnr'];

/** Where an evaluation's figures are looked up. */
export type VerdictInput = {
  /** Models that are judged; the first leads the headline. */
  readonly subjects: readonly string[];
  /** What they are compared with: the reference first. */
  readonly baselines: readonly string[];
  readonly rows: readonly Row[];
  readonly comparisons: readonly Comparison[];
  readonly horizon: number;
  readonly fps: number;
};

export type Outcome = 'better' | 'worse' | 'unclear';

/** Which way a paired difference goes: a way that its 95 % interval leaves zero out of, or none. */
export function outcomeOf({ low, high }: Comparison, { better }: Metric): Outcome {
  if (low > 0) return better === 'higher' ? 'better' : 'worse';
  if (high < 0) return better === 'higher' ? 'worse' : 'better';
  return 'unclear';
}

/** A difference of a model and a baseline, where there is one. */
export const differenceOf = (
  { comparisons }: VerdictInput,
  place: Pick<Comparison, 'model' | 'against' | 'scene' | 'metric' | 'horizon'>,
): Comparison | undefined =>
  comparisons.find(
    (c) =>
      c.model === place.model &&
      c.against === place.against &&
      c.scene === place.scene &&
      c.metric === place.metric &&
      c.horizon === place.horizon,
  );

/** The baselines that a model is held against: not itself. */
export const rivalsOf = ({ baselines }: VerdictInput, model: string): string[] =>
  baselines.filter((name) => name !== model);

/** Scenes in the order in which they were told, without their mean. */
export const scenesTold = ({ rows }: VerdictInput): string[] =>
  [...new Set(rows.map(({ scene }) => scene))].filter((scene) => scene !== ALL_SCENES).sort();

/** How a model stands to each baseline on a scene, by what decides; unclear where too few episodes were compared. */
function motionOutcomes(
  input: VerdictInput,
  model: string,
  scene: string,
): { readonly outcome: Outcome; readonly p: number }[] {
  const horizon = verdictHorizon(input.horizon);
  return rivalsOf(input, model).flatMap((against) =>
    MOTION_METRICS.map((metric) => {
      const found = differenceOf(input, { model, against, scene, metric, horizon });
      if (found === undefined || found.n < MIN_EPISODES) return { outcome: 'unclear' as const, p: 1 };
      return { outcome: outcomeOf(found, metricOf(metric)), p: found.p };
    }),
  );
}

/**
 * On which scenes a model beats every baseline at the verdict's horizon: union IoU and foreground PSNR are both better
 * than each one's, and stay so when corrected for the number of scenes. Of a scene the largest of its p-values counts:
 * all its differences must be real, so they need no correction among themselves. Scenes of fewer than 8 episodes are
 * not claimed.
 *
 * Source: Berger 1982 for the largest p-value (intersection-union test); Holm 1979 over scenes.
 */
export function scenesBeaten(input: VerdictInput, model: string): string[] {
  const scenes = scenesTold(input);
  const largest = scenes.map((scene) =>
    Math.max(...motionOutcomes(input, model, scene).map(({ outcome, p }) => (outcome === 'better' ? p : 1))),
  );
  const corrected = holmCorrected(largest);
  return scenes.filter((_, i) => (corrected[i] ?? 1) < CLAIM_LEVEL);
}

/**
 * On which scenes a model is behind a baseline at the verdict's horizon: in union IoU or foreground PSNR its interval
 * says so. Scenes that are neither won nor lost are not clear.
 */
export function scenesLost(input: VerdictInput, model: string): string[] {
  return scenesTold(input).filter((scene) =>
    motionOutcomes(input, model, scene).some(({ outcome }) => outcome === 'worse'),
  );
}

/** For how many frames from the first on a model finds the bodies better than every baseline, over all scenes. */
export function framesAhead(input: VerdictInput, model: string): number {
  const place = { model, scene: ALL_SCENES, metric: 'union_iou' } as const;
  for (let horizon = 1; horizon <= input.horizon; horizon++) {
    const leads = rivalsOf(input, model).every((against) => {
      const found = differenceOf(input, { ...place, against, horizon });
      return found !== undefined && outcomeOf(found, metricOf('union_iou')) === 'better';
    });
    if (!leads) return horizon - 1;
  }
  return input.horizon;
}
