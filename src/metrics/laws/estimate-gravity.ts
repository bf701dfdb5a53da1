import { leastSquares } from './least-squares.ts';

/** A body in free flight as it is seen: seconds since the first, and heights, metres. */
export type Heights = { readonly times: readonly number[]; readonly heights: readonly number[] };

/** What is known of a flight as its first height is seen. */
export type KnownStart = {
  /** Upward velocity, m/s. */
  readonly velocity: number;
  /**
   * Seconds by which a step of the engine lengthens t²: it moves a body by the velocity at the end of each of
   * its quarter steps, so that it falls by g t (t + dt/4) / 2 (docs/physics.md). 0 for an exact parabola.
   */
  readonly lag: number;
};

/**
 * The acceleration of a fall, m/s², downward positive, by least squares over the heights.
 *
 * With a known start the first height is held and each later one tells g by itself; without, height and
 * velocity at the start are fitted too, which takes at least four heights.
 *
 * @returns null where there are too few heights: three, or four without a known start.
 */
export function estimateGravity({ times, heights }: Heights, start: KnownStart | null): number | null {
  if (times.length < (start === null ? 4 : 3)) return null;
  if (start === null) {
    const fit = leastSquares(
      times.map((t) => [1, t, (-t * t) / 2]),
      heights,
    );
    return fit?.coefficients[2] ?? null;
  }
  const [first, ...rest] = heights as [number, ...number[]];
  const later = times.slice(1);
  const fit = leastSquares(
    later.map((t) => [(-t * (t + start.lag)) / 2]),
    rest.map((height, k) => height - first - start.velocity * later[k]!),
  );
  return fit?.coefficients[0] ?? null;
}
