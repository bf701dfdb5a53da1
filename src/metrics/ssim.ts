import { ToolkitError } from '../core/error.ts';

const RADIUS = 5;
const TAPS = 2 * RADIUS + 1;
const SIGMA = 1.5;

/** Gaussian window, 11 taps, σ 1.5, sum 1. Source: Wang et al. 2004, section III.C. */
export const SSIM_WINDOW: Float64Array = (() => {
  const taps = Float64Array.from({ length: TAPS }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
})();

/** Luma of sRGB 8-bit pixels, 0–255, not rounded. Source: ITU-R BT.601, section 2.5.1. */
export function luma(rgb: Uint8Array): Float64Array {
  const plane = new Float64Array(rgb.length / 3);
  for (let i = 0; i < plane.length; i++) {
    plane[i] = 0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!;
  }
  return plane;
}

/** The four signals whose local means SSIM is made of. */
const SIGNALS = 4;

/**
 * The window along one row over a, b, a² + b² and ab.
 *
 * @param out Shape [4, width − 10], written from `at`.
 */
function filterRow(
  a: Float64Array,
  b: Float64Array,
  row: number,
  width: number,
  out: Float64Array,
  at: number,
): void {
  const valid = width - TAPS + 1;
  for (let x = 0; x < valid; x++) {
    let meanA = 0;
    let meanB = 0;
    let squares = 0;
    let product = 0;
    for (let k = 0; k < TAPS; k++) {
      const weight = SSIM_WINDOW[k]!;
      const valueA = a[row * width + x + k]!;
      const valueB = b[row * width + x + k]!;
      meanA += weight * valueA;
      meanB += weight * valueB;
      squares += weight * (valueA * valueA + valueB * valueB);
      product += weight * valueA * valueB;
    }
    out[at + x] = meanA;
    out[at + valid + x] = meanB;
    out[at + 2 * valid + x] = squares;
    out[at + 3 * valid + x] = product;
  }
}

/** The window down the 11 newest rows of a ring of filtered rows. Shape of `out`: [4 · (width − 10)]. */
function filterColumn(ring: Float64Array, oldest: number, out: Float64Array): void {
  out.fill(0);
  for (let k = 0; k < TAPS; k++) {
    const weight = SSIM_WINDOW[k]!;
    const at = ((oldest + k) % TAPS) * out.length;
    for (let i = 0; i < out.length; i++) out[i]! += weight * ring[at + i]!;
  }
}

/**
 * Mean SSIM of two planes of one size, over every place where the window fits, in [−1, 1].
 *
 * K₁ = 0.01, K₂ = 0.03, population (not sample) variances.
 * Source: Wang, Bovik, Sheikh and Simoncelli 2004, eq. 13.
 *
 * @throws {@link ToolkitError} `argument/invalid` when the planes are smaller than 11 × 11.
 */
export function ssimOfPlanes(
  a: Float64Array,
  b: Float64Array,
  width: number,
  height: number,
  peak = 255,
): number {
  if (!(width >= TAPS && height >= TAPS)) {
    throw new ToolkitError(
      'argument/invalid',
      `SSIM needs at least ${TAPS} × ${TAPS} pixels, got ${width} × ${height}.`,
      'Render larger frames.',
    );
  }
  const valid = width - TAPS + 1;
  const c1 = (0.01 * peak) ** 2;
  const c2 = (0.03 * peak) ** 2;
  const ring = new Float64Array(TAPS * SIGNALS * valid);
  const means = new Float64Array(SIGNALS * valid);
  let sum = 0;
  for (let row = 0; row < height; row++) {
    filterRow(a, b, row, width, ring, (row % TAPS) * means.length);
    if (row < TAPS - 1) continue;
    filterColumn(ring, row + 1, means);
    for (let x = 0; x < valid; x++) {
      const meanA = means[x]!;
      const meanB = means[valid + x]!;
      const product = meanA * meanB;
      const squares = meanA * meanA + meanB * meanB;
      const covariance = means[3 * valid + x]! - product;
      const variances = means[2 * valid + x]! - squares;
      sum += ((2 * product + c1) * (2 * covariance + c2)) / ((squares + c1) * (variances + c2));
    }
  }
  return sum / (valid * (height - TAPS + 1));
}

/** SSIM of the luma of two sRGB frames of one size, shape [height, width, 3]. */
export const ssim = (truth: Uint8Array, predicted: Uint8Array, width: number, height: number): number =>
  ssimOfPlanes(luma(truth), luma(predicted), width, height);
