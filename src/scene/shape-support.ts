import type { Shape } from '../core/episode.ts';
import { square } from '../core/exact-math.ts';
import { add, conjugate, dot, type Quaternion, rotate, scale, type Vec3 } from '../core/pose.ts';
import type { CompoundShape, Mesh } from '../core/shape.ts';
import { shapeParts } from '../core/shape-parts.ts';
import { meshVertex } from '../core/triangle-normal.ts';

/** A shape in the world. */
export type Solid<S extends Shape = Shape> = {
  readonly shape: S;
  readonly position: Vec3;
  readonly orientation: Quaternion;
};

/**
 * The point of a shape farthest along `direction` (world frame, not zero); planes have none. Of a
 * compound what is solid counts, or, where nothing is, what is seen.
 */
export function farthestPoint(solid: Solid, direction: Vec3): Vec3 {
  const local = rotate(conjugate(solid.orientation), direction);
  return add(solid.position, rotate(solid.orientation, localFarthest(solid.shape, local)));
}

function localFarthest(shape: Shape, [x, y, z]: Vec3): Vec3 {
  const side = (value: number, half: number): number => (value < 0 ? -half : half);
  switch (shape.kind) {
    case 'box':
      return [side(x, shape.size[0] / 2), side(y, shape.size[1] / 2), side(z, shape.size[2] / 2)];
    case 'sphere':
      return ball([x, y, z], shape.radius);
    case 'capsule':
      return add([0, 0, side(z, shape.height / 2)], ball([x, y, z], shape.radius));
    case 'cylinder': {
      const across = Math.sqrt(x * x + y * y);
      const [rx, ry] = across > 0 ? [(x / across) * shape.radius, (y / across) * shape.radius] : [0, 0];
      return [rx, ry, side(z, shape.height / 2)];
    }
    case 'plane':
      return [0, 0, 0];
    case 'mesh':
      return farthestCorner(shape.mesh, [x, y, z]);
    case 'compound':
      return farthestOfParts(shape, [x, y, z]);
  }
}

function farthestCorner(mesh: Mesh, [x, y, z]: Vec3): Vec3 {
  const { positions } = mesh;
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < positions.length / 3; i++) {
    const along = x * positions[3 * i]! + y * positions[3 * i + 1]! + z * positions[3 * i + 2]!;
    if (along > most) {
      most = along;
      best = i;
    }
  }
  return meshVertex(mesh, best);
}

function farthestOfParts(shape: CompoundShape, direction: Vec3): Vec3 {
  const solid = shapeParts(shape, 'solid');
  const parts = solid.length > 0 ? solid : shapeParts(shape, 'seen');
  const points = parts.map((part) => farthestPoint(part, direction));
  return points.reduce((best, point) => (dot(point, direction) > dot(best, direction) ? point : best));
}

function ball(direction: Vec3, radius: number): Vec3 {
  const length = Math.sqrt(square(direction[0]) + square(direction[1]) + square(direction[2]));
  return length > 0 ? scale(direction, radius / length) : [0, 0, radius];
}
