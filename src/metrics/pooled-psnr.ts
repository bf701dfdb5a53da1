import { psnrFromError } from './psnr.ts';

/** The mean squared error that a PSNR tells of, in squared 8-bit levels: what `psnrFromError` undoes. */
export const errorFromPsnr = (decibels: number, peak = 255): number => peak * peak * 10 ** (-decibels / 10);

/**
 * PSNR of the pooled error of many frames: of the mean of their squared errors, not the mean of their dB.
 * One frame that is far off counts for what it is, where a mean of dB lets perfect frames outweigh it; so it
 * is never above that mean. dB in (−∞, 60], higher is better; NaN without frames.
 *
 * Source: Jensen's inequality for the difference; both are in use, so a report says which.
 *
 * @param decibels - PSNR of each frame, all of one size.
 */
export function pooledPsnr(decibels: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < decibels.length; i++) sum += errorFromPsnr(decibels[i]!);
  return psnrFromError(sum / decibels.length);
}
