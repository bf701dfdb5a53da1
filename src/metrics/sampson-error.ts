import type { Mat3 } from './fundamental-matrix.ts';

/** A place in an image, pixels from its top-left corner. */
export type ImagePoint = readonly [u: number, v: number];

/**
 * How far two places in two images are from being views of one point, pixels, ≥ 0: the first-order distance
 * by which both would have to be moved together. Lower is better.
 *
 * Source: Hartley and Zisserman 2004, eq. 11.9, and its root.
 *
 * @param fundamental - Of the camera of `a` and that of `b`, by `fundamentalMatrix`.
 */
export function sampsonDistance(fundamental: Mat3, [u, v]: ImagePoint, [x, y]: ImagePoint): number {
  const f = (i: number): number => fundamental[i]!;
  // The line in the second image on which the point must lie, and the one in the first.
  const lineB = [f(0) * u + f(1) * v + f(2), f(3) * u + f(4) * v + f(5), f(6) * u + f(7) * v + f(8)] as const;
  const lineA = [f(0) * x + f(3) * y + f(6), f(1) * x + f(4) * y + f(7)] as const;
  const residual = x * lineB[0] + y * lineB[1] + lineB[2];
  return Math.abs(residual) / Math.hypot(lineB[0], lineB[1], lineA[0], lineA[1]);
}

/**
 * 3-D consistency of two views: mean {@link sampsonDistance} over what both show, pixels, ≥ 0; lower is
 * better. NaN without correspondences. Cosmos's cookbook calls less than 1 px excellent and 1 to 3 px good.
 *
 * @param a - Places in the first image, of bodies or features; `b` holds the same in the second.
 */
export function sampsonError(fundamental: Mat3, a: readonly ImagePoint[], b: readonly ImagePoint[]): number {
  const sum = a.reduce((total, point, i) => total + sampsonDistance(fundamental, point, b[i]!), 0);
  return a.length === 0 ? Number.NaN : sum / a.length;
}
