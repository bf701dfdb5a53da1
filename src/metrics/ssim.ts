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

/** The four signals whose local means SSIM is made of: a, b, a² + b² and ab. */
const SIGNALS = 4;

/** The window's distinct weights: it is symmetric, so places as far left as right are added first. */
const [W0, W1, W2, W3, W4, W5] = SSIM_WINDOW as unknown as readonly [
  number,
  number,
  number,
  number,
  number,
  number,
];

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

/** The window along the four signals of a row. Shape of `out`: [4, width − 10], written from `at`. */
function filterRow(signals: Float64Array, width: number, out: Float64Array, at: number): void {
  const valid = width - SSIM_TAPS + 1;
  for (let s = 0, to = at; s < SIGNALS; s++) {
    for (let x = 0, i = s * width; x < valid; x++, i++, to++) {
      out[to] =
        W0 * (signals[i]! + signals[i + 10]!) +
        W1 * (signals[i + 1]! + signals[i + 9]!) +
        W2 * (signals[i + 2]! + signals[i + 8]!) +
        W3 * (signals[i + 3]! + signals[i + 7]!) +
        W4 * (signals[i + 4]! + signals[i + 6]!) +
        W5 * signals[i + 5]!;
    }
  }
}

/** The window down the 11 newest rows of a ring of filtered rows. Shape of `out`: [4 · (width − 10)]. */
function filterColumn(ring: Float64Array, oldest: number, out: Float64Array): void {
  const count = out.length;
  const row = (k: number): number => ((oldest + k) % SSIM_TAPS) * count;
  const [r0, r1, r2, r3, r4, r5] = [row(0), row(1), row(2), row(3), row(4), row(5)];
  const [r6, r7, r8, r9, r10] = [row(6), row(7), row(8), row(9), row(10)];
  for (let i = 0; i < count; i++) {
    out[i] =
      W0 * (ring[r0 + i]! + ring[r10 + i]!) +
      W1 * (ring[r1 + i]! + ring[r9 + i]!) +
      W2 * (ring[r2 + i]! + ring[r8 + i]!) +
      W3 * (ring[r3 + i]! + ring[r7 + i]!) +
      W4 * (ring[r4 + i]! + ring[r6 + i]!) +
      W5 * ring[r5 + i]!;
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
  const signals = new Float64Array(SIGNALS * width);
  let sum = 0;
  let sumContrast = 0;
  for (let row = 0; row < height; row++) {
    signalsOf(a, b, row, width, signals);
    filterRow(signals, width, ring, (row % SSIM_TAPS) * means.length);
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
