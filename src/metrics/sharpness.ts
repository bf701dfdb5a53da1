/**
 * Gradient energy of a plane over a region: the sum of squared differences to the right and lower neighbour.
 *
 * Source: squared-gradient focus measure, as in Santos et al. 1997 (Journal of Microscopy 188).
 *
 * @param luma - Shape [height, width].
 * @param region - Shape [height, width]; every value but 0 counts.
 * @returns Squared 8-bit levels.
 */
export function gradientEnergy(luma: Float64Array, region: Uint8Array, width: number): number {
  let energy = 0;
  const lastRow = luma.length - width;
  for (let i = 0; i < luma.length; i++) {
    if (region[i] === 0) continue;
    const here = luma[i]!;
    const right = (i + 1) % width === 0 ? 0 : luma[i + 1]! - here;
    const below = i < lastRow ? luma[i + width]! - here : 0;
    energy += right * right + below * below;
  }
  return energy;
}

/**
 * How sharp the prediction is: its gradient energy over the truth's, ≥ 0. Below 1 it is blurred or faded,
 * above 1 it has edges or noise that the truth has not. NaN where the truth has no gradient there.
 *
 * Give a region in which the bodies of both lie, so that a body that is merely misplaced stays as sharp.
 */
export function sharpnessRatio(
  truth: Float64Array,
  predicted: Float64Array,
  region: Uint8Array,
  width: number,
): number {
  const exact = gradientEnergy(truth, region, width);
  return exact === 0 ? Number.NaN : gradientEnergy(predicted, region, width) / exact;
}

/**
 * {@link sharpnessRatio} or its inverse, whichever is smaller, in [0, 1]; higher is better. So noise is no
 * way to win what blur lost: 0.5 is half or twice the truth's energy.
 */
export function sharpness(
  truth: Float64Array,
  predicted: Float64Array,
  region: Uint8Array,
  width: number,
): number {
  const ratio = sharpnessRatio(truth, predicted, region, width);
  return Math.min(ratio, 1 / ratio);
}
