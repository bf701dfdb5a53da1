import type { LabelRegion } from './label-regions.ts';

/** A body with fewer pixels in the truth is not judged: its mask is mostly edge. */
export const MIN_VISIBLE_PX = 12;

/** A body is present when the prediction shows at least this share of its true area. */
export const PRESENT_SHARE = 0.25;

/** Whether the truth shows enough of a body to judge it. */
export const isVisible = (truth: LabelRegion): boolean => truth.area >= MIN_VISIBLE_PX;

/** Whether the prediction still shows a body. */
export const isPresent = (truth: LabelRegion, predicted: LabelRegion): boolean =>
  predicted.area >= PRESENT_SHARE * truth.area;

/** Share of the visible bodies that are present, in [0, 1]; NaN where none is visible. */
export function presence(truth: readonly LabelRegion[], predicted: readonly LabelRegion[]): number {
  let visible = 0;
  let present = 0;
  truth.forEach((region, k) => {
    if (!isVisible(region)) return;
    visible += 1;
    if (isPresent(region, predicted[k] as LabelRegion)) present += 1;
  });
  return visible === 0 ? Number.NaN : present / visible;
}
