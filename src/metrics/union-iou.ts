/**
 * Intersection over union of two masks of one shape, in [0, 1]; every value but 0 counts.
 *
 * Over a label map this is the IoU of the union of all bodies: which body a pixel was given to does
 * not matter. NaN where both masks are empty.
 */
export function unionIou(truth: Uint8Array, predicted: Uint8Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < truth.length; i++) {
    const inTruth = truth[i] !== 0;
    const inPrediction = predicted[i] !== 0;
    if (inTruth && inPrediction) both += 1;
    if (inTruth || inPrediction) either += 1;
  }
  return either === 0 ? Number.NaN : both / either;
}
