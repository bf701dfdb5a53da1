/**
 * End-point error of optical flow: mean distance between predicted and true displacement, pixels, ≥ 0; lower
 * is better. Pixels where the truth is not valid do not count; NaN where none is.
 *
 * Source: Baker et al. 2011 (A Database and Evaluation Methodology for Optical Flow), eq. 19.
 *
 * @param truth - (u, v, valid), pixels, shape [height, width, 3]: `flow_forward` of a dataset.
 * @param predicted - (u, v), pixels, shape [height, width, 2].
 */
export function flowEpe(truth: Float32Array, predicted: Float32Array): number {
  let sum = 0;
  let pixels = 0;
  for (let i = 0; 3 * i < truth.length; i++) {
    if (truth[3 * i + 2] === 0) continue;
    sum += Math.hypot(predicted[2 * i]! - truth[3 * i]!, predicted[2 * i + 1]! - truth[3 * i + 1]!);
    pixels += 1;
  }
  return pixels === 0 ? Number.NaN : sum / pixels;
}
