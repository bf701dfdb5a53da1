import { ToolkitError } from '../core/error.ts';
import { filterLines, WINDOW_BLOCK, WINDOW_TAPS } from './gaussian-window.ts';

/** Luma of sRGB 8-bit pixels, 0–255, not rounded. Source: ITU-R BT.601, section 2.5.1. */
export function luma(rgb: Uint8Array): Float64Array {
  const plane = new Float64Array(rgb.length / 3);
  for (let i = 0; i < plane.length; i++) {
    plane[i] = 0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!;
  }
  return plane;
}

/** The four signals whose local means SSIM is made of: a, b, a² + b² and ab. */
const SIGNALS = 4;

/** The four signals of one row. Shape of `out`: [4, width]. */
function signalsOf(a: Float64Array, b: Float64Array, row: number, width: number, out: Float64Array): void {
  for (let x = 0, i = row * width; x < width; x++, i++) {
    const valueA = a[i]!;
    const valueB = b[i]!;
    out[x] = valueA;
    out[width + x] = valueB;
    out[2 * width + x] = valueA * valueA + valueB * valueB;
    out[3 * width + x] = valueA * valueB;
  }
}

/** The window along the rows of the four signals of two planes. Shape [height, 4, width − 10]. */
function filterRows(a: Float64Array, b: Float64Array, width: number, height: number): Float64Array {
  const valid = width - WINDOW_TAPS + 1;
  const signals = new Float64Array(SIGNALS * width);
  const filtered = new Float64Array(height * SIGNALS * valid);
  for (let row = 0, to = 0; row < height; row++) {
    signalsOf(a, b, row, width, signals);
    for (let s = 0; s < SIGNALS; s++, to += valid) filterLines(signals, s * width, 1, 1, valid, filtered, to);
  }
  return filtered;
}

/** Sums over places. */
type Sums = { ssim: number; contrast: number };

/** Adds what the local means of one row give, the four signals one after another from `at`. */
function addRow(means: Float64Array, at: number, valid: number, peak: number, sums: Sums): void {
  const c1 = (0.01 * peak) ** 2;
  const c2 = (0.03 * peak) ** 2;
  let { ssim: sum, contrast: sumContrast } = sums;
  for (let x = at; x < at + valid; x++) {
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
  sums.ssim = sum;
  sums.contrast = sumContrast;
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
  if (!(width >= WINDOW_TAPS && height >= WINDOW_TAPS)) {
    throw new ToolkitError(
      'argument/invalid',
      `SSIM needs at least ${WINDOW_TAPS} × ${WINDOW_TAPS} pixels, got ${width} × ${height}.`,
      'Render larger frames.',
    );
  }
  const valid = width - WINDOW_TAPS + 1;
  const rows = height - WINDOW_TAPS + 1;
  const filtered = filterRows(a, b, width, height);
  const across = SIGNALS * valid;
  const means = new Float64Array(WINDOW_BLOCK * across);
  const sums: Sums = { ssim: 0, contrast: 0 };
  for (let row = 0; row < rows; row += WINDOW_BLOCK) {
    const count = Math.min(WINDOW_BLOCK, rows - row);
    filterLines(filtered, row * across, across, across, count, means, 0);
    for (let k = 0; k < count; k++) addRow(means, k * across, valid, peak, sums);
  }
  return { ssim: sums.ssim / (valid * rows), contrastStructure: sums.contrast / (valid * rows) };
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
