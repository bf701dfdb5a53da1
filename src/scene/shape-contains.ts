import { conjugate, rotate, subtract, type Vec3 } from '../core/pose.ts';
import type { Solid } from './shape-support.ts';

/** Whether a point of the world lies inside a solid; inside a plane is below the ground. */
export function contains({ shape, position, orientation }: Solid, point: Vec3): boolean {
  const [x, y, z] = rotate(conjugate(orientation), subtract(point, position));
  switch (shape.kind) {
    case 'box':
      return [x, y, z].every((at, k) => 2 * Math.abs(at) < (shape.size[k] as number));
    case 'sphere':
      return x * x + y * y + z * z < shape.radius ** 2;
    case 'cylinder':
      return x * x + y * y < shape.radius ** 2 && 2 * Math.abs(z) < shape.height;
    case 'capsule': {
      const beyond = Math.max(0, Math.abs(z) - shape.height / 2);
      return x * x + y * y + beyond * beyond < shape.radius ** 2;
    }
    case 'plane':
      return z < 0;
  }
}
