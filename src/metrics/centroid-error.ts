import type { LabelRegion } from './label-regions.ts';
import { isPresent, isVisible } from './presence.ts';

/**
 * Mean distance between true and predicted centres, pixels, over the bodies that the truth shows and
 * the prediction still has; NaN where there is none. Read it beside `presence`: a body that vanished
 * has no centre to be wrong about.
 */
export function centroidError(truth: readonly LabelRegion[], predicted: readonly LabelRegion[]): number {
  let sum = 0;
  let bodies = 0;
  truth.forEach((region, k) => {
    const other = predicted[k] as LabelRegion;
    if (!isVisible(region) || !isPresent(region, other)) return;
    sum += Math.hypot(region.u - other.u, region.v - other.v);
    bodies += 1;
  });
  return bodies === 0 ? Number.NaN : sum / bodies;
}
