/**
 * How much the prediction changes from a frame to the next where the truth is still: mean absolute change
 * over pixels and channels, 8-bit levels, in [0, 255]; lower is better. Still is every pixel with no true
 * motion within `MOTION_REACH`. NaN where all of the truth moves.
 *
 * Slow light and sensor noise are in the truth too: what its own row says is the floor.
 *
 * Source: the mean absolute frame difference of VBench's temporal flickering (Huang et al. 2024), over the
 * pixels that are still in truth instead of over videos picked for being still.
 *
 * @param before - sRGB 8 bit, shape [height, width, 3]; so is `after`.
 * @param aroundTruth - Motion of the truth, grown by `MOTION_REACH`; shape [height, width].
 */
export function flicker(before: Uint8Array, after: Uint8Array, aroundTruth: Uint8Array): number {
  let still = 0;
  let change = 0;
  for (let i = 0; i < aroundTruth.length; i++) {
    if (aroundTruth[i] !== 0) continue;
    still += 1;
    const k = 3 * i;
    change +=
      Math.abs(after[k]! - before[k]!) +
      Math.abs(after[k + 1]! - before[k + 1]!) +
      Math.abs(after[k + 2]! - before[k + 2]!);
  }
  return still === 0 ? Number.NaN : change / (3 * still);
}
