import type { DifferenceKind } from './view-state.ts';

/** Times that a difference is shown larger than it is. */
const GAIN = 3;

/** Where a signed difference has its zero, and times that it is shown larger. */
const GREY = 128;
const SIGNED_GAIN = 1.5;

/** A prediction's error as a picture, [height, width, 3]: how large by channel, or grey with what is too bright or dark. */
export function paintDifference(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  kind: DifferenceKind,
): Uint8Array {
  const out = new Uint8ClampedArray(truth.length);
  for (let i = 0; i < out.length; i++) {
    const off = (predicted[i] ?? 0) - (truth[i] ?? 0);
    out[i] = kind === 'absolute' ? GAIN * Math.abs(off) : GREY + SIGNED_GAIN * off;
  }
  return new Uint8Array(out.buffer);
}
