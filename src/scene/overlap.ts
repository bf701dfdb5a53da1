import type { Shape } from '../core/episode.ts';
import { cross, dot, length, rotate, scale, subtract, type Vec3 } from '../core/pose.ts';
import { farthestPoint, type Solid } from './shape-support.ts';

/** How far into each other two bodies may reach and still count as touching, metres. */
export const TOUCH_TOLERANCE = 5e-4;

/** Whether two solids reach into each other by more than the touching tolerance. */
export function overlaps(a: Solid, b: Solid): boolean {
  if (a.shape.kind === 'plane' && b.shape.kind === 'plane') return false;
  if (a.shape.kind === 'plane') return reachesBelow(b, a);
  if (b.shape.kind === 'plane') return reachesBelow(a, b);
  if (length(subtract(b.position, a.position)) > boundingRadius(a.shape) + boundingRadius(b.shape))
    return false;
  return intersect(shrunk(a), shrunk(b));
}

function boundingRadius(shape: Shape): number {
  switch (shape.kind) {
    case 'box':
      return length(shape.size) / 2;
    case 'sphere':
      return shape.radius;
    case 'cylinder':
      return Math.sqrt(shape.radius ** 2 + shape.height ** 2 / 4);
    case 'capsule':
      return shape.radius + shape.height / 2;
    case 'plane':
      return Number.POSITIVE_INFINITY;
  }
}

function reachesBelow(solid: Solid, plane: Solid): boolean {
  const up = rotate(plane.orientation, [0, 0, 1]);
  const lowest = farthestPoint(solid, scale(up, -1));
  return dot(subtract(lowest, plane.position), up) < -TOUCH_TOLERANCE;
}

/** The solid less half the tolerance all round, so that bodies that only touch stand clear. */
function shrunk({ shape, position, orientation }: Solid): Solid {
  const less = (length: number): number => Math.max(length - TOUCH_TOLERANCE, length / 2);
  const less2 = (radius: number): number => less(2 * radius) / 2;
  switch (shape.kind) {
    case 'box': {
      const size: Vec3 = [less(shape.size[0]), less(shape.size[1]), less(shape.size[2])];
      return { position, orientation, shape: { kind: 'box', size } };
    }
    case 'cylinder':
      return {
        position,
        orientation,
        shape: { kind: 'cylinder', radius: less2(shape.radius), height: less(shape.height) },
      };
    case 'sphere':
    case 'capsule':
      return { position, orientation, shape: { ...shape, radius: less2(shape.radius) } };
    case 'plane':
      return { position, orientation, shape };
  }
}

/**
 * Whether two convex solids share a point: grows a simplex in the Minkowski difference a − b until
 * it holds the origin or a direction parts them. Source: Gilbert, Johnson and Keerthi 1988.
 */
function intersect(a: Solid, b: Solid): boolean {
  let direction: Vec3 = subtract(b.position, a.position);
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
