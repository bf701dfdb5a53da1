import { ToolkitError } from '../core/error.ts';
import { type MetricId, metricOf } from '../metrics/metric-ids.ts';
import type { ClipScores } from '../metrics/score-clip.ts';

/** What measures must give the truth against itself; the others are not exact in a predicted frame. */
export const PERFECT: Readonly<Partial<Record<MetricId, number>>> = {
  psnr: 60,
  psnr_pooled: 60,
  foreground_psnr: 60,
  ssim: 1,
  ms_ssim: 1,
  sharpness: 1,
  vanished_motion: 0,
  hallucinated_motion: 0,
};

/** How far rounding may take it. */
const ROUNDING = 1e-9;

/**
 * Stops where the truth against itself is not perfect: then no figure beside it is worth anything.
 *
 * @throws {@link ToolkitError} `evaluate/truth`, naming the measure.
 */
export function checkTruth(clip: string, scores: ClipScores): void {
  for (const [id, perfect] of Object.entries(PERFECT) as [MetricId, number][]) {
    const at = scores[id].findIndex((value) => Math.abs(value - perfect) > ROUNDING);
    if (at < 0) continue;
    throw new ToolkitError(
      'evaluate/truth',
      `The truth against itself must have a ${metricOf(id).label} of ${perfect}, but has ${scores[id][at]} in clip ${clip}, ${at + 1} frames ahead.`,
      'This is a fault of worldwright: please report it with the dataset’s plan.json.',
    );
  }
}
