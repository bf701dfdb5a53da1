import { cross, dot, scale, subtract, type Vec3 } from '../core/pose.ts';
import { farthestPoint, type Solid } from './shape-support.ts';

/**
 * Whether two convex solids share a point: grows a simplex in the Minkowski difference a − b until
 * it holds the origin or a direction parts them. Source: Gilbert, Johnson and Keerthi 1988.
 *
 * @param towards - From a point within the first to a point within the second, world frame, metres.
 */
export function convexesMeet(a: Solid, b: Solid, towards: Vec3): boolean {
  let direction = towards;
  if (dot(direction, direction) === 0) return true;
  let simplex: readonly Vec3[] = [];
  for (let round = 0; round < 64; round++) {
    const point = subtract(farthestPoint(a, direction), farthestPoint(b, scale(direction, -1)));
    if (dot(point, direction) < 0) return false;
    const next = towardsOrigin([point, ...simplex]);
    if (next === null) return true;
    [simplex, direction] = next;
  }
  return true;
}

type Reduced = readonly [simplex: readonly Vec3[], direction: Vec3] | null;

/** The face of the simplex (newest point first) nearest the origin, and the way on; null if inside. */
function towardsOrigin(points: readonly Vec3[]): Reduced {
  const [a, b, c, d] = points as [Vec3, Vec3?, Vec3?, Vec3?];
  const ao = scale(a, -1);
  if (b === undefined) return [[a], ao];
  if (c === undefined) return line(a, b, ao);
  if (d === undefined) return triangle(a, b, c, ao);
  const faces: readonly (readonly [Vec3, Vec3, Vec3])[] = [
    [b, c, d],
    [c, d, b],
    [d, b, c],
  ];
  for (const [p, q, opposite] of faces) {
    let normal = cross(subtract(p, a), subtract(q, a));
    if (dot(normal, subtract(opposite, a)) > 0) normal = scale(normal, -1);
    if (dot(normal, ao) > 0) return triangle(a, p, q, ao);
  }
  return null;
}

function line(a: Vec3, b: Vec3, ao: Vec3): Reduced {
  const ab = subtract(b, a);
  if (dot(ab, ao) <= 0) return [[a], ao];
  const across = cross(cross(ab, ao), ab);
  if (dot(across, across) > 0) return [[a, b], across];
  return [[a, b], cross(ab, Math.abs(ab[0]) < Math.abs(ab[1]) ? [1, 0, 0] : [0, 1, 0])];
}

function triangle(a: Vec3, b: Vec3, c: Vec3, ao: Vec3): Reduced {
  const [ab, ac] = [subtract(b, a), subtract(c, a)];
  const normal = cross(ab, ac);
  if (dot(cross(normal, ac), ao) > 0)
    return dot(ac, ao) > 0 ? [[a, c], cross(cross(ac, ao), ac)] : line(a, b, ao);
  if (dot(cross(ab, normal), ao) > 0) return line(a, b, ao);
  return dot(normal, ao) > 0 ? [[a, b, c], normal] : [[a, c, b], scale(normal, -1)];
}
