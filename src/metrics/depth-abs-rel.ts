/**
 * Mean of |predicted − true| over the true depth, ≥ 0; lower is better. Pixels where the truth has no depth
 * (0) do not count; NaN where it has none at all. A predicted depth of 0 is off by 1.
 *
 * Source: Eigen, Puhrsch and Fergus 2014, section 4 (abs relative difference).
 *
 * @param truth - Z-depth, metres, shape [height, width]; so is `predicted`.
 */
export function depthAbsRel(truth: Float32Array, predicted: Float32Array): number {
  let sum = 0;
  let pixels = 0;
  for (let i = 0; i < truth.length; i++) {
    const exact = truth[i]!;
    if (!(exact > 0)) continue;
    sum += Math.abs(predicted[i]! - exact) / exact;
    pixels += 1;
  }
  return pixels === 0 ? Number.NaN : sum / pixels;
}
