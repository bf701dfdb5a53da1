import { square } from '../../../core/exact-math.ts';

/** A point of the ground, world x and y, m. */
export type GroundPoint = readonly [x: number, y: number];

/** Twice the area of the triangle, > 0 where it runs counter-clockwise. */
const turn = (a: GroundPoint, b: GroundPoint, c: GroundPoint): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** The convex hull, counter-clockwise. Source: Andrew's monotone chain, 1979. */
export function convexHull(points: readonly GroundPoint[]): readonly GroundPoint[] {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const half = (along: readonly GroundPoint[]): GroundPoint[] => {
    const chain: GroundPoint[] = [];
    for (const point of along) {
      while (chain.length > 1 && turn(chain.at(-2) as GroundPoint, chain.at(-1) as GroundPoint, point) <= 0) {
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** The point of a convex polygon (counter-clockwise) that is nearest to another. */
export function nearestWithin(polygon: readonly GroundPoint[], point: GroundPoint): GroundPoint {
  let nearest = point;
  let least = Number.POSITIVE_INFINITY;
  let isInside = true;
  polygon.forEach((a, i) => {
    const b = polygon[(i + 1) % polygon.length] as GroundPoint;
    if (turn(a, b, point) >= 0) return;
    isInside = false;
    const [ex, ey] = [b[0] - a[0], b[1] - a[1]];
    const along = ((point[0] - a[0]) * ex + (point[1] - a[1]) * ey) / (ex * ex + ey * ey);
    const t = Math.min(Math.max(along, 0), 1);
    const candidate: GroundPoint = [a[0] + t * ex, a[1] + t * ey];
    const distance = square(candidate[0] - point[0]) + square(candidate[1] - point[1]);
    if (distance < least) [least, nearest] = [distance, candidate];
  });
  return isInside ? point : nearest;
}
