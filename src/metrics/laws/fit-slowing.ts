import { leastSquares } from './least-squares.ts';

/** How something moves along a line that is slowed evenly, and that stands once it has stopped. */
export type Slowing = {
  /** m/s at the first time. */
  readonly speed: number;
  /** m/s², positive where it slows; negative where it goes faster. */
  readonly deceleration: number;
  /** Root mean square of what is left, metres. */
  readonly rms: number;
};

/** A slowing that leaves more, metres root mean square, is not what happens. */
const MOST_RMS = 0.03;

/** Stops that are tried between the second and the last time. */
const STOPS = 400;

/**
 * The even slowing that explains best how far something is along a line: a parabola that is still going at the
 * last time, or one that ends in a stop before it, whichever leaves less.
 *
 * @param times - Seconds from the first, in order.
 * @param places - Metres along the line.
 * @returns null with fewer than four places, or where more than 3 cm are left.
 */
export function fitSlowing(times: readonly number[], places: readonly number[]): Slowing | null {
  if (times.length < 4) return null;
  const moving = leastSquares(
    times.map((t) => [1, t, -(t * t) / 2]),
    places,
  );
  const end = times.at(-1) as number;
  let best =
    moving === null
      ? null
      : { speed: moving.coefficients[1]!, deceleration: moving.coefficients[2]!, squares: moving.squares };
  // A parabola whose speed changes its sign before the end tells of something that comes back.
  if (best !== null && best.deceleration * end > best.speed && best.speed > 0) best = null;
  for (let i = 0; i <= STOPS; i++) {
    const stop = (times[1] as number) + (i / STOPS) * (end - (times[1] as number));
    const fit = leastSquares(
      times.map((t) => [1, Math.min(t, stop) - Math.min(t, stop) ** 2 / (2 * stop)]),
      places,
    );
    if (fit === null || (best !== null && fit.squares >= best.squares)) continue;
    const speed = fit.coefficients[1]!;
    best = { speed, deceleration: speed / stop, squares: fit.squares };
  }
  const rms = best === null ? Number.POSITIVE_INFINITY : Math.sqrt(best.squares / times.length);
  return best === null || rms > MOST_RMS ? null : { speed: best.speed, deceleration: best.deceleration, rms };
}
