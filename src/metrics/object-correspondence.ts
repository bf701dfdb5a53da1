import type { LabelRegion } from './label-regions.ts';
import { isVisible } from './presence.ts';

/**
 * Share of the bodies in view whose predicted pixels lie on their own true place more than on any other
 * body's, in [0, 1]; higher is better. NaN where none is in view.
 *
 * Two bodies that changed places both fail, although every mask is filled; so does a body that is gone, and
 * one that is so far off that it covers none of its own place. On a tie with another body it fails.
 *
 * Source: after the obstacle check of NVIDIA's Cosmos Evaluator (each known object found where the truth
 * puts it), here by exact masks.
 *
 * @param overlaps - What `labelOverlaps` gives.
 */
export function objectCorrespondence(truth: readonly LabelRegion[], overlaps: Uint32Array): number {
  const side = truth.length + 1;
  let bodies = 0;
  let right = 0;
  truth.forEach((region, k) => {
    if (!isVisible(region)) return;
    bodies += 1;
    const row = (k + 1) * side;
    const own = overlaps[row + k + 1]!;
    let most = 0;
    for (let j = 1; j < side; j++) if (j !== k + 1) most = Math.max(most, overlaps[row + j]!);
    if (own > most) right += 1;
  });
  return bodies === 0 ? Number.NaN : right / bodies;
}
