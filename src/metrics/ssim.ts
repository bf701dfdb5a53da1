import { ToolkitError } from '../core/error.ts';

const RADIUS = 5;
/** Width of the window, pixels. */
export const SSIM_TAPS = 2 * RADIUS + 1;
const SIGMA = 1.5;

/** Gaussian window, 11 taps, σ 1.5, sum 1. Source: Wang et al. 2004, section III.C. */
export const SSIM_WINDOW: Float64Array = (() => {
  const taps = Float64Array.from({ length: SSIM_TAPS }, (_, i) =>
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
  const valid = width - SSIM_TAPS + 1;
  for (let x = 0; x < valid; x++) {
    let meanA = 0;
    let meanB = 0;
    let squares = 0;
    let product = 0;
    for (let k = 0; k < SSIM_TAPS; k++) {
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
  for (let k = 0; k < SSIM_TAPS; k++) {
    const weight = SSIM_WINDOW[k]!;
    const at = ((oldest + k) % SSIM_TAPS) * out.length;
    for (let i = 0; i < out.length; i++) out[i]! += weight * ring[at + i]!;
  }
}

/** What SSIM is the product of, place by place; both are means over every place where the window fits. */
export type SsimTerms = {
  /** Luminance times contrast times structure: SSIM itself, in [−1, 1]. */
  readonly ssim: number;
  /** Contrast times structure, without luminance, in [−1, 1]. */
  readonly contrastStructure: number;
};

/**
 * SSIM of two planes of one size and what of it is contrast and structure, in one pass.
 *
 * K₁ = 0.01, K₂ = 0.03, population (not sample) variances.
 * Source: Wang, Bovik, Sheikh and Simoncelli 2004, eq. 13.
 *
 * @throws {@link ToolkitError} `argument/invalid` when the planes are smaller than 11 × 11.
 */
export function ssimTerms(
  a: Float64Array,
  b: Float64Array,
  width: number,
  height: number,
  peak = 255,
): SsimTerms {
  if (!(width >= SSIM_TAPS && height >= SSIM_TAPS)) {
    throw new ToolkitError(
      'argument/invalid',
      `SSIM needs at least ${SSIM_TAPS} × ${SSIM_TAPS} pixels, got ${width} × ${height}.`,
      'Render larger frames.',
    );
  }
  const valid = width - SSIM_TAPS + 1;
  const c1 = (0.01 * peak) ** 2;
  const c2 = (0.03 * peak) ** 2;
  const ring = new Float64Array(SSIM_TAPS * SIGNALS * valid);
  const means = new Float64Array(SIGNALS * valid);
  let sum = 0;
  let sumContrast = 0;
  for (let row = 0; row < height; row++) {
    filterRow(a, b, row, width, ring, (row % SSIM_TAPS) * means.length);
    if (row < SSIM_TAPS - 1) continue;
    filterColumn(ring, row + 1, means);
    for (let x = 0; x < valid; x++) {
      const meanA = means[x]!;
      const meanB = means[valid + x]!;
      const product = meanA * meanB;
      const squares = meanA * meanA + meanB * meanB;
      const covariance = means[3 * valid + x]! - product;
      const variances = means[2 * valid + x]! - squares;
      const contrast = (2 * covariance + c2) / (variances + c2);
      sum += ((2 * product + c1) / (squares + c1)) * contrast;
      sumContrast += contrast;
    }
  }
  const places = valid * (height - SSIM_TAPS + 1);
  return { ssim: sum / places, contrastStructure: sumContrast / places };
}

/** Mean SSIM of two planes of one size, in [−1, 1]; see {@link ssimTerms}. */
export const ssimOfPlanes = (
  a: Float64Array,
  b: Float64Array,
  width: number,
  height: number,
  peak = 255,
): number => ssimTerms(a, b, width, height, peak).ssim;

/** SSIM of the luma of two sRGB frames of one size, shape [height, width, 3]. */
export const ssim = (truth: Uint8Array, predicted: Uint8Array, width: number, height: number): number =>
  ssimOfPlanes(luma(truth), luma(predicted), width, height);
