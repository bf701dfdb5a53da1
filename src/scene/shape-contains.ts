import { square } from '../core/exact-math.ts';
import { crossingPlace, firstCrossing } from '../core/mesh-crossing.ts';
import { conjugate, rotate, subtract, type Vec3 } from '../core/pose.ts';
import type { Mesh } from '../core/shape.ts';
import { shapeParts } from '../core/shape-parts.ts';
import type { Solid } from './shape-support.ts';

/** Whether a point of the world lies inside a shape as it is seen; inside a plane is below the ground. */
export function contains({ shape, position, orientation }: Solid, point: Vec3): boolean {
  const [x, y, z] = rotate(conjugate(orientation), subtract(point, position));
  switch (shape.kind) {
    case 'box':
      return [x, y, z].every((at, k) => 2 * Math.abs(at) < (shape.size[k] as number));
    case 'sphere':
      return x * x + y * y + z * z < square(shape.radius);
    case 'cylinder':
      return x * x + y * y < square(shape.radius) && 2 * Math.abs(z) < shape.height;
    case 'capsule': {
      const beyond = Math.max(0, Math.abs(z) - shape.height / 2);
      return x * x + y * y + beyond * beyond < square(shape.radius);
    }
    case 'plane':
      return z < 0;
    case 'mesh':
      return isWithin(shape.mesh, [x, y, z]);
    case 'compound':
      return shapeParts(shape, 'seen').some((part) => contains(part, [x, y, z]));
  }
}

/** Lines that no face of a hand-made mesh lies along. */
const WAYS: readonly Vec3[] = [
  [0.36, 0.48, 0.8],
  [-0.8, 0.36, -0.48],
  [0.48, -0.8, -0.36],
];

/** Whether whichever way one goes from a point, one leaves the mesh before one enters it. */
const isWithin = (mesh: Mesh, point: Vec3): boolean =>
  WAYS.every((way) => {
    const line = Float64Array.of(...point, ...way);
    const out = firstCrossing(mesh, line, 'back', 0, Number.POSITIVE_INFINITY);
    return out >= 0 && firstCrossing(mesh, line, 'front', 0, crossingPlace(mesh, out, line)) < 0;
  });
