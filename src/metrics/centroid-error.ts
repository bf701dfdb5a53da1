import type { LabelRegion } from './label-regions.ts';
import { isPresent, isVisible } from './presence.ts';

/**
 * Mean distance between true and predicted centres over the bodies that the truth shows and the prediction still has;
 * NaN where there is none. Read it beside `presence`: a body that vanished has no centre to be wrong about.
 *
 * @param spans - What a pixel spans at each body, metres; one whose span is NaN is left out. By default the error is in
 * pixels.
 */
export function centroidError(
  truth: readonly LabelRegion[],
  predicted: readonly LabelRegion[],
  spans?: ArrayLike<number>,
): number {
  let sum = 0;
  let bodies = 0;
  truth.forEach((region, k) => {
    const other = predicted[k] as LabelRegion;
    if (!isVisible(region) || !isPresent(region, other)) return;
    const span = spans === undefined ? 1 : (spans[k] as number);
    if (Number.isNaN(span)) return;
    sum += span * Math.hypot(region.u - other.u, region.v - other.v);
    bodies += 1;
  });
  return bodies === 0 ? Number.NaN : sum / bodies;
}
