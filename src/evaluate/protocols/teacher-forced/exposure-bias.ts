import type { MetricId } from '../../../metrics/metric-ids.ts';
import { type Comparison, type Row, type ScoredClip, summarize } from '../../summarize.ts';

/** What is compared. */
export const EXPOSURE_METRICS: readonly MetricId[] = ['union_iou', 'foreground_psnr', 'psnr'];

/** The two ways to predict a frame, as rows are called. */
export const FREE = 'free';
export const FORCED = 'teacher-forced';

/** One model's two curves, from one context length, and the gap between them. */
export type ExposureBias = {
  readonly source: string;
  /** Frames that the model looks at. */
  readonly context: number;
  /** Means of `free` and `teacher-forced`, by scene, measure and horizon. */
  readonly rows: readonly Row[];
  /** Free minus teacher-forced, paired by clip. */
  readonly gaps: readonly Comparison[];
};

/** Sums up a model's clips, predicted freely and one frame ahead. */
export function exposureBias(
  source: string,
  context: number,
  { free, forced }: { readonly free: readonly ScoredClip[]; readonly forced: readonly ScoredClip[] },
  horizon: number,
  options: { readonly draws: number; readonly seed: number },
): ExposureBias {
  const clips = [
    ...free.map((clip) => ({ ...clip, model: FREE })),
    ...forced.map((clip) => ({ ...clip, model: FORCED })),
  ];
  const { rows, comparisons } = summarize(clips, horizon, {
    ...options,
    ...{ reference: FORCED, metrics: EXPOSURE_METRICS },
  });
  return { source, context, rows, gaps: comparisons };
}
