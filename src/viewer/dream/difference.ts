/** How much a difference is made brighter, so that a small one is seen. */
export const DIFFERENCE_GAIN = 2;

/** How far two pictures of one size are apart, channel by channel: black where they are alike. */
export function differenceOf(truth: Uint8Array, dreamt: Uint8Array): Uint8Array {
  return truth.map((value, i) => Math.min(255, DIFFERENCE_GAIN * Math.abs(value - (dreamt[i] as number))));
}
