/** PSNR of frames without a difference; a finite cap keeps means finite. dB. */
export const PSNR_CAP_DB = 60;

/** Mean of the squared differences of two arrays of one length, in squared units of the arrays. */
export function meanSquaredError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return squaredErrorOfBytes(a, b) / a.length;
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    sum += difference * difference;
  }
  return sum / a.length;
}

/** Values whose squared differences, of bytes, sum to less than 2³¹: whole numbers add faster than fractions. */
const BYTES_AT_ONCE = 32_768;

function squaredErrorOfBytes(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; ) {
    const end = Math.min(a.length, i + BYTES_AT_ONCE);
    let part = 0;
    for (; i < end; i++) {
      const difference = a[i]! - b[i]!;
      part = (part + difference * difference) | 0;
    }
    sum += part;
  }
  return sum;
}

/**
 * 10 log10(peak² / error), dB, at most {@link PSNR_CAP_DB}.
 *
 * Source: ITU-T J.340 (2010), and every image textbook.
 */
export function psnrFromError(meanSquared: number, peak = 255): number {
  return Math.min(PSNR_CAP_DB, 10 * Math.log10((peak * peak) / meanSquared));
}

/** PSNR of two 8-bit frames of one size over all pixels and channels, dB in (−∞, 60]. */
export const psnr = (truth: Uint8Array, predicted: Uint8Array): number =>
  psnrFromError(meanSquaredError(truth, predicted));
