import type { LabelRegion } from './label-regions.ts';
import { presence } from './presence.ts';

/**
 * Share of the bodies that the prediction shows which are there in truth, in [0, 1]; higher is better. NaN
 * where it shows none.
 *
 * The rule of `presence` with the sides exchanged: a body is shown from 12 predicted pixels on, and it is
 * there when the truth has at least a quarter of that area of it. So a body conjured up counts against it,
 * and so does one smeared over four times its area. `presence` is the recall to this precision.
 */
export const presencePrecision = (truth: readonly LabelRegion[], predicted: readonly LabelRegion[]): number =>
  presence(predicted, truth);
