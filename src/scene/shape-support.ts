import type { Shape } from '../core/episode.ts';
import { add, conjugate, type Quaternion, rotate, scale, type Vec3 } from '../core/pose.ts';

/** A convex solid in the world. */
export type Solid = { readonly shape: Shape; readonly position: Vec3; readonly orientation: Quaternion };

/** The point of a solid farthest along `direction` (world frame, not zero); planes have none. */
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
  }
}

function ball(direction: Vec3, radius: number): Vec3 {
  const length = Math.sqrt(direction[0] ** 2 + direction[1] ** 2 + direction[2] ** 2);
  return length > 0 ? scale(direction, radius / length) : [0, 0, radius];
}
