/** Smallest depth whose logarithm is taken, metres: a predicted 0 is wrong, but not infinitely so. */
const MIN_DEPTH = 1e-3;

/**
 * Scale-invariant root mean squared error of the logarithm of depth, ≥ 0; lower is better. One factor on all
 * predicted depths changes nothing, so a model that knows the shape but not the scale is judged by the shape.
 * Pixels where the truth has no depth (0) do not count; NaN where it has none at all.
 *
 * Source: Eigen, Puhrsch and Fergus 2014, eq. 1 and 3 with λ = 1, and its root.
 *
 * @param truth - Z-depth, metres, shape [height, width]; so is `predicted`, which counts from 1 mm on.
 */
export function depthSiRmse(truth: Float32Array, predicted: Float32Array): number {
  const differences: number[] = [];
  let sum = 0;
  for (let i = 0; i < truth.length; i++) {
    if (!(truth[i]! > 0)) continue;
    const difference = Math.log(Math.max(MIN_DEPTH, predicted[i]!)) - Math.log(truth[i]!);
    differences.push(difference);
    sum += difference;
  }
  const mean = sum / differences.length;
  // In two passes: the difference of two sums of squares would lose what is small.
  const squares = differences.reduce((total, difference) => total + (difference - mean) ** 2, 0);
  return Math.sqrt(squares / differences.length);
}
