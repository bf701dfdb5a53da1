import type { TrainingPlan } from './checkpoint.ts';
import { phaseEnds, type Schedule } from './schedule.ts';
import type { HistoryPoint, ScenesScores, TrainingHistory, ValidationMetric } from './training-history.ts';
import { ALL_SCENES } from './validate/validate-model.ts';

/** Steps of the first phase that the steps from `step` to the end cost. */
function costLeft(schedule: Schedule, totalSteps: number, step: number): number {
  const ends = phaseEnds(schedule, totalSteps);
  return schedule.phases.reduce((sum, { cost }, i) => {
    const first = Math.max(step, ends[i - 1] ?? 0);
    return sum + cost * Math.max(0, (ends[i] as number) - first);
  }, 0);
}

/** Seconds of the last points that the speed is taken of. */
const SPEED_SECONDS = 60;

/** Seconds until the last step, at the speed of the last minute. */
export function secondsLeft(
  { schedule, totalSteps }: Pick<TrainingPlan, 'schedule' | 'totalSteps'>,
  step: number,
  points: readonly HistoryPoint[],
): number | null {
  const last = points.at(-1);
  if (last === undefined) return null;
  const from = points.findLast(({ seconds }) => seconds <= last.seconds - SPEED_SECONDS);
  const begun = { step: from?.step ?? 0, seconds: from?.seconds ?? 0 };
  const cost = costLeft(schedule, totalSteps, begun.step) - costLeft(schedule, totalSteps, last.step);
  return (costLeft(schedule, totalSteps, step) * (last.seconds - begun.seconds)) / cost;
}

/** A measure at all horizons, as `36.4/30.7/28.5`. */
function series(scores: ScenesScores | undefined, metric: ValidationMetric, digits: number): string {
  const values = scores?.[ALL_SCENES]?.[metric] ?? [];
  return values.map((value) => value?.toFixed(digits).replace(/^0\./, '.') ?? '–').join('/');
}

/** A measure of the last validation beside the baselines. */
function compared(
  { validations, baselines }: TrainingHistory,
  metric: ValidationMetric,
  digits: number,
): string {
  const others = Object.values(baselines).map((scores) => series(scores, metric, digits));
  return `${series(validations.at(-1)?.scores, metric, digits)} (${others.join(', ')})`;
}

/** What the live line says besides how far it is: the last point and the last validation. */
export function progressNote(history: TrainingHistory): string {
  const last = history.points.at(-1);
  if (last === undefined) return '';
  const found =
    history.validations.length === 0
      ? []
      : [`PSNR ${compared(history, 'psnr', 1)}`, `IoU ${compared(history, 'union_iou', 2)}`];
  return [
    `loss ${last.loss?.toPrecision(4) ?? 'none'}`,
    ...found,
    `${last.samplesPerSecond.toFixed(0)} samples/s`,
    `${last.gflops.toFixed(0)} GFLOP/s`,
    `reading ${(100 * last.loaderShare).toFixed(1)} %`,
    `${(last.memoryBytes / 1e6).toFixed(0)} MB`,
    ...(last.skipped > 0 ? [`${last.skipped} skipped`] : []),
  ].join(' · ');
}
