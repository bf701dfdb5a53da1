import { leastSquares } from './least-squares.ts';

/** A swing about a known lowest point. */
export type Swing = {
  /** Seconds. */
  readonly period: number;
  /** Greatest angle, radians. */
  readonly amplitude: number;
  /** Root mean square of what is left, radians. */
  readonly rms: number;
};

/** Steps of the search over periods: coarse over the range, then finer between the neighbours of the best. */
const COARSE = 200;
const REFINED = 40;

/** The sinusoid of a period that comes nearest to angles, and what it leaves. */
function fitPeriod(period: number, times: readonly number[], angles: readonly number[]) {
  const rate = (2 * Math.PI) / period;
  return leastSquares(
    times.map((t) => [Math.cos(rate * t), Math.sin(rate * t)]),
    angles,
  );
}

/**
 * The swing that explains angles best: a sinusoid about 0, whose period is searched for.
 *
 * @param times - Seconds; `angles` from the vertical, radians.
 * @param within - Shortest and longest period looked for, seconds.
 * @returns null with fewer than five angles, or where the best period is at an end of the range.
 */
export function fitSwing(
  times: readonly number[],
  angles: readonly number[],
  [shortest, longest]: readonly [number, number],
): Swing | null {
  if (times.length < 5) return null;
  let [low, high, steps] = [shortest, longest, COARSE];
  let best = { period: Number.NaN, amplitude: 0, squares: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i <= steps; i++) {
      const period = low * (high / low) ** (i / steps);
      const fit = fitPeriod(period, times, angles);
      if (fit === null || fit.squares >= best.squares) continue;
      best = { period, amplitude: Math.hypot(...fit.coefficients), squares: fit.squares };
    }
    const factor = (high / low) ** (1 / steps);
    [low, high, steps] = [best.period / factor, best.period * factor, REFINED];
  }
  const inside = best.period > shortest * 1.001 && best.period < longest / 1.001;
  if (!inside) return null;
  return { period: best.period, amplitude: best.amplitude, rms: Math.sqrt(best.squares / times.length) };
}

/**
 * The period of a pendulum, seconds: that of small swings, lengthened by its amplitude.
 *
 * Source: the exact period by the arithmetic-geometric mean, 2π √(l/g) / agm(1, cos(θ₀/2)).
 *
 * @param length - Metres of the point pendulum that swings alike: I/(m r).
 * @param amplitude - Radians.
 */
export function pendulumPeriod(length: number, gravity: number, amplitude: number): number {
  let [a, b] = [1, Math.cos(amplitude / 2)];
  for (let i = 0; i < 8; i++) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
  return (2 * Math.PI * Math.sqrt(length / gravity)) / a;
}
