/**
 * Share of the still picture that moves in the prediction, in [0, 1]; lower is better. Still is every pixel
 * with no true motion within `MOTION_REACH`. NaN where all of the truth moves.
 *
 * A body that was conjured up, one that trembles and one that is carried along beside a moving one all show
 * here. The measure is a share of what ought to be still and so is small: a body of 12 × 12 pixels that
 * crosses a 64 × 64 picture is 0.01 to 0.05.
 *
 * Source: after the hallucination check of NVIDIA's Cosmos Evaluator (motion masks compared), here with the
 * exact truth instead of another video.
 *
 * @param aroundTruth - Motion of the truth, grown by `MOTION_REACH`; shape [height, width].
 * @param predicted - `movedPixels` of the prediction.
 */
export function hallucinatedMotion(aroundTruth: Uint8Array, predicted: Uint8Array): number {
  let still = 0;
  let moves = 0;
  for (let i = 0; i < predicted.length; i++) {
    if (aroundTruth[i] !== 0) continue;
    still += 1;
    moves += predicted[i]!;
  }
  return still === 0 ? Number.NaN : moves / still;
}
