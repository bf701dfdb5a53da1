import { ToolkitError } from '../core/error.ts';

const RADIUS = 5;
const TAPS = 2 * RADIUS + 1;
const SIGMA = 1.5;

/** Gaussian window, 11 taps, σ 1.5, sum 1. Source: Wang et al. 2004, section III.C. */
export const SSIM_WINDOW: Float64Array = (() => {
  const taps = Float64Array.from({ length: TAPS }, (_, i) => Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)));
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

/** The window over four planes in one direction; `step` is the distance between taps. */
function filter(planes: readonly Float64Array[], from: number, step: number, out: Float64Array): void {
  for (let p = 0; p < 4; p++) {
    const plane = planes[p]!;
    let sum = 0;
    for (let k = 0; k < TAPS; k++) sum += SSIM_WINDOW[k]! * plane[from + k * step]!;
    out[p] = sum;
  }
}

/** a, b, a² + b² and ab, filtered along the rows; shape [height, width − 10] each. */
function filterRows(a: Float64Array, b: Float64Array, width: number, height: number): Float64Array[] {
  const valid = width - TAPS + 1;
  const squares = a.map((value, i) => value * value + b[i]! * b[i]!);
  const products = a.map((value, i) => value * b[i]!);
  const sources = [a, b, squares, products];
  const rows = sources.map(() => new Float64Array(valid * height));
  const out = new Float64Array(4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < valid; x++) {
      filter(sources, y * width + x, 1, out);
      for (let p = 0; p < 4; p++) rows[p]![y * valid + x] = out[p]!;
    }
  }
  return rows;
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
  const rows = filterRows(a, b, width, height);
  const c1 = (0.01 * peak) ** 2;
  const c2 = (0.03 * peak) ** 2;
  const out = new Float64Array(4);
  let sum = 0;
  const places = valid * (height - TAPS + 1);
  for (let i = 0; i < places; i++) {
    filter(rows, i, valid, out);
    const product = out[0]! * out[1]!;
    const squares = out[0]! * out[0]! + out[1]! * out[1]!;
    sum += ((2 * product + c1) * (2 * (out[3]! - product) + c2)) / ((squares + c1) * (out[2]! - squares + c2));
  }
  return sum / places;
}

/** SSIM of the luma of two sRGB frames of one size, shape [height, width, 3]. */
export const ssim = (truth: Uint8Array, predicted: Uint8Array, width: number, height: number): number =>
  ssimOfPlanes(luma(truth), luma(predicted), width, height);
