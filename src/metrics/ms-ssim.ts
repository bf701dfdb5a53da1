import { WINDOW_TAPS } from './gaussian-window.ts';
import { type SsimTerms, ssimTerms } from './ssim.ts';

/** How much each scale counts, from the finest. Source: Wang, Simoncelli and Bovik 2003, section 3.2. */
export const MS_SSIM_WEIGHTS: readonly number[] = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/** On how many of the five scales the 11 × 11 window still fits: five from 176 pixels on, three at 64. */
export function msSsimScales(width: number, height: number): number {
  let scales = 1;
  for (
    let side = Math.min(width, height) >> 1;
    side >= WINDOW_TAPS && scales < MS_SSIM_WEIGHTS.length;
    side >>= 1
  )
    scales += 1;
  return scales;
}

/** Half as large, every pixel the mean of four; an odd last row or column is left out. */
export function halved(plane: Float64Array, width: number, height: number): Float64Array {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Float64Array(w * h);
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0, k = 2 * y * width; x < w; x++, i++, k += 2)
      out[i] = (plane[k]! + plane[k + 1]! + plane[k + width]! + plane[k + width + 1]!) / 4;
  }
  return out;
}

/** A plane and its halvings, the finest first: as many as {@link msSsimScales}. */
export function pyramidOf(plane: Float64Array, width: number, height: number): Float64Array[] {
  const planes = [plane];
  const scales = msSsimScales(width, height);
  for (let s = 1; s < scales; s++) planes.push(halved(planes[s - 1]!, width >> (s - 1), height >> (s - 1)));
  return planes;
}

/**
 * SSIM over several scales, in [0, 1]; higher is better. Contrast and structure count on every scale,
 * luminance on the coarsest alone, each scale to the power of its weight.
 *
 * Five scales need 176 × 176 pixels. Of smaller planes as many are taken as the window fits
 * ({@link msSsimScales}), with their weights scaled up to sum 1: such a score must not be put beside one of
 * five scales. A scale that is negatively correlated counts 0.
 *
 * Source: Wang, Simoncelli and Bovik 2003, eq. 7.
 *
 * @param a - What {@link pyramidOf} gives; so is `b`.
 * @param finest - {@link ssimTerms} of the finest scale, where they are known.
 */
export function msSsimOfPyramids(
  a: readonly Float64Array[],
  b: readonly Float64Array[],
  width: number,
  height: number,
  finest?: SsimTerms,
  peak = 255,
): number {
  const total = MS_SSIM_WEIGHTS.slice(0, a.length).reduce((sum, weight) => sum + weight, 0);
  let score = 1;
  for (let s = 0; s < a.length; s++) {
    const terms =
      s === 0 && finest !== undefined ? finest : ssimTerms(a[s]!, b[s]!, width >> s, height >> s, peak);
    const value = s === a.length - 1 ? terms.ssim : terms.contrastStructure;
    score *= Math.max(0, value) ** (MS_SSIM_WEIGHTS[s]! / total);
  }
  return score;
}

/**
 * MS-SSIM of two planes of one size, in [0, 1]; higher is better. Contrast and structure count on every
 * scale, luminance on the coarsest alone. Of planes of less than 176 × 176 as many of the five scales are
 * taken as the 11 × 11 window fits, with their weights scaled up to sum 1.
 *
 * Source: Wang, Simoncelli and Bovik 2003, eq. 7.
 *
 * @param a - Luma, shape [height, width]; so is `b`.
 * @throws {@link ToolkitError} `argument/invalid` when the planes are smaller than 11 × 11.
 */
export const msSsimOfPlanes = (
  a: Float64Array,
  b: Float64Array,
  width: number,
  height: number,
  peak = 255,
): number =>
  msSsimOfPyramids(pyramidOf(a, width, height), pyramidOf(b, width, height), width, height, undefined, peak);
