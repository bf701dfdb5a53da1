import type { TaskRegion } from './task-region.ts';

/** A point seen from above. */
export type GroundPoint = readonly [x: number, y: number];

function distanceToEdge([px, py]: GroundPoint, [ax, ay]: GroundPoint, [bx, by]: GroundPoint): number {
  const [ex, ey] = [bx - ax, by - ay];
  const square = ex * ex + ey * ey;
  const t = square > 0 ? Math.min(1, Math.max(0, ((px - ax) * ex + (py - ay) * ey) / square)) : 0;
  const [dx, dy] = [px - ax - t * ex, py - ay - t * ey];
  return Math.sqrt(dx * dx + dy * dy);
}

/** Twice the signed area of the triangle. */
const area = ([ax, ay]: GroundPoint, [bx, by]: GroundPoint, [cx, cy]: GroundPoint): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

function distanceToTriangle(p: GroundPoint, a: GroundPoint, b: GroundPoint, c: GroundPoint): number {
  const sides = [area(a, b, p), area(b, c, p), area(c, a, p)];
  if (sides.every((side) => side >= 0) || sides.every((side) => side <= 0)) {
    if (area(a, b, c) !== 0) return 0;
  }
  return Math.min(distanceToEdge(p, a, b), distanceToEdge(p, b, c), distanceToEdge(p, c, a));
}

/**
 * How far a point lies, seen from above, from everything between an eye and the task, both included:
 * the hull of the two, metres. What stands outside hides nothing of the task, however tall it is.
 */
export function distanceToSight(point: GroundPoint, eye: GroundPoint, { low, high }: TaskRegion): number {
  const corners: readonly GroundPoint[] = [
    [low[0], low[1]],
    [high[0], low[1]],
    [high[0], high[1]],
    [low[0], high[1]],
  ];
  const inside = point.every((x, k) => x >= (low[k] as number) && x <= (high[k] as number));
  if (inside) return 0;
  return Math.min(
    ...corners.map((corner, i) =>
      distanceToTriangle(point, eye, corner, corners[(i + 1) % 4] as GroundPoint),
    ),
  );
}
