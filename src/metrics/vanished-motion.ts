/**
 * Share of the pixels that move in truth with no motion of the prediction within `MOTION_REACH`, in [0, 1];
 * lower is better. NaN where nothing moves in truth.
 *
 * 1 is a frozen picture, or one in which what moves has faded; 0 is motion everywhere that there should be.
 *
 * Source: the reverse of `hallucinatedMotion`.
 *
 * @param truth - `movedPixels` of the truth.
 * @param aroundPredicted - Motion of the prediction, grown by `MOTION_REACH`; shape [height, width].
 */
export function vanishedMotion(truth: Uint8Array, aroundPredicted: Uint8Array): number {
  let moves = 0;
  let missed = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] === 0) continue;
    moves += 1;
    if (aroundPredicted[i] === 0) missed += 1;
  }
  return moves === 0 ? Number.NaN : missed / moves;
}
