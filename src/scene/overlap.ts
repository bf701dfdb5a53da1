import { cross, dot, rotate, scale, subtract, type Vec3 } from '../core/pose.ts';
import { farthestPoint, type Solid } from './shape-support.ts';

/** How far into each other two bodies may reach and still count as touching, metres. */
export const TOUCH_TOLERANCE = 5e-4;

/** Whether two solids reach into each other by more than the touching tolerance. */
export function overlaps(a: Solid, b: Solid): boolean {
  if (a.shape.kind === 'plane' && b.shape.kind === 'plane') return false;
  if (a.shape.kind === 'plane') return reachesBelow(b, a);
  if (b.shape.kind === 'plane') return reachesBelow(a, b);
  return intersect(shrunk(a), shrunk(b));
}

/** The places of the first two solids that overlap, of pairs that `matters` says yes to; or null. */
export function findOverlap(
  solids: readonly Solid[],
  matters: (i: number, j: number) => boolean,
): readonly [i: number, j: number] | null {
  const bounds = solids.map(boundsOf);
  for (let i = 0; i < solids.length; i++) {
    for (let j = i + 1; j < solids.length; j++) {
      if (!matters(i, j) || apart(bounds[i] as Bounds, bounds[j] as Bounds)) continue;
      if (overlaps(solids[i] as Solid, solids[j] as Solid)) return [i, j];
    }
  }
  return null;
}

/** The corners of the box along the world's axes that holds a solid; null for a plane, which has none. */
type Bounds = readonly [low: Vec3, high: Vec3] | null;

function boundsOf(solid: Solid): Bounds {
  if (solid.shape.kind === 'plane') return null;
  const reach = (x: number, y: number, z: number): Vec3 => farthestPoint(solid, [x, y, z]);
  const low: Vec3 = [reach(-1, 0, 0)[0], reach(0, -1, 0)[1], reach(0, 0, -1)[2]];
  return [low, [reach(1, 0, 0)[0], reach(0, 1, 0)[1], reach(0, 0, 1)[2]]];
}

function apart(a: Bounds, b: Bounds): boolean {
  if (a === null || b === null) return false;
  const [[lowA, highA], [lowB, highB]] = [a, b];
  return lowA.some((low, k) => low > (highB[k] as number) || (lowB[k] as number) > (highA[k] as number));
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
