const RADIUS = 5;

/** Width of the window, pixels. */
export const WINDOW_TAPS = 2 * RADIUS + 1;

const SIGMA = 1.5;

/** Gaussian window, 11 taps, σ 1.5, sum 1. Source: Wang et al. 2004, section III.C. */
export const GAUSSIAN_WINDOW: Float64Array = (() => {
  const taps = Float64Array.from({ length: WINDOW_TAPS }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
})();

type Six = readonly [number, number, number, number, number, number];

/** The window's distinct weights: it is symmetric, so places as far left as right are added first. */
const [W0, W1, W2, W3, W4, W5] = GAUSSIAN_WINDOW as unknown as Six;

/** Places that are filtered at once: their windows overlap, so that of 44 values read 14 remain. */
export const WINDOW_BLOCK = 4;

/**
 * The window over parallel lines: along each, `out[i]` is the weighted mean of 11 values from `values[i]` on,
 * `step` apart.
 *
 * @param from - Where the first line begins in `values`; the lines begin next to each other.
 * @param step - From a value to the next of its line; so of `out`.
 * @param lines - How many there are.
 * @param count - Values of each line to write.
 * @param to - Where the first line begins in `out`.
 */
export function filterLines(
  values: Float64Array,
  from: number,
  step: number,
  lines: number,
  count: number,
  out: Float64Array,
  to: number,
): void {
  let done = 0;
  for (; done + WINDOW_BLOCK <= count; done += WINDOW_BLOCK) {
    const end = from + done * step + lines;
    for (let i = end - lines, o = to + done * step; i < end; i++, o++) {
      const a = values[i]!;
      const b = values[i + step]!;
      const c = values[i + 2 * step]!;
      const d = values[i + 3 * step]!;
      const e = values[i + 4 * step]!;
      const f = values[i + 5 * step]!;
      const g = values[i + 6 * step]!;
      const h = values[i + 7 * step]!;
      const j = values[i + 8 * step]!;
      const k = values[i + 9 * step]!;
      const l = values[i + 10 * step]!;
      const m = values[i + 11 * step]!;
      const n = values[i + 12 * step]!;
      const p = values[i + 13 * step]!;
      out[o] = W0 * (a + l) + W1 * (b + k) + W2 * (c + j) + W3 * (d + h) + W4 * (e + g) + W5 * f;
      out[o + step] = W0 * (b + m) + W1 * (c + l) + W2 * (d + k) + W3 * (e + j) + W4 * (f + h) + W5 * g;
      out[o + 2 * step] = W0 * (c + n) + W1 * (d + m) + W2 * (e + l) + W3 * (f + k) + W4 * (g + j) + W5 * h;
      out[o + 3 * step] = W0 * (d + p) + W1 * (e + n) + W2 * (f + m) + W3 * (g + l) + W4 * (h + k) + W5 * j;
    }
  }
  for (; done < count; done++) {
    const end = from + done * step + lines;
    for (let i = end - lines, o = to + done * step; i < end; i++, o++) {
      out[o] =
        W0 * (values[i]! + values[i + 10 * step]!) +
        W1 * (values[i + step]! + values[i + 9 * step]!) +
        W2 * (values[i + 2 * step]! + values[i + 8 * step]!) +
        W3 * (values[i + 3 * step]! + values[i + 7 * step]!) +
        W4 * (values[i + 4 * step]! + values[i + 6 * step]!) +
        W5 * values[i + 5 * step]!;
    }
  }
}
