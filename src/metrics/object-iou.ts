import type { LabelRegion } from './label-regions.ts';
import { isVisible } from './presence.ts';

/**
 * Mean over the bodies that the truth shows of each body's own intersection over union, in [0, 1]; higher is
 * better. A body that the prediction lost counts 0, and one drawn in another's place too. NaN where the truth
 * shows none.
 *
 * Union IoU, beside it, asks only whether something is there: large bodies outweigh small ones, and which
 * is which does not matter. Bodies that colour cannot tell apart count as one here.
 *
 * Source: Jaccard 1912, a body at a time as in the Cosmos paper (arXiv 2501.03575, section 5.3.2).
 *
 * @param overlaps - What `labelOverlaps` gives.
 */
export function objectIou(
  truth: readonly LabelRegion[],
  predicted: readonly LabelRegion[],
  overlaps: Uint32Array,
): number {
  const side = truth.length + 1;
  let sum = 0;
  let bodies = 0;
  truth.forEach((region, k) => {
    if (!isVisible(region)) return;
    const both = overlaps[(k + 1) * side + k + 1]!;
    sum += both / (region.area + predicted[k]!.area - both);
    bodies += 1;
  });
  return bodies === 0 ? Number.NaN : sum / bodies;
}
