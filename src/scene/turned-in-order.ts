import { cos, sin } from '../core/exact-math.ts';
import { multiplyQuaternions, type Quaternion, type Vec3 } from '../core/pose.ts';

/** The rotation by these angles, degrees, about the outer frame's x axis, then y, then z. */
export function turnedInOrder(degrees: Vec3): Quaternion {
  const half = (axis: 0 | 1 | 2): number => (degrees[axis] * Math.PI) / 360;
  const x: Quaternion = [sin(half(0)), 0, 0, cos(half(0))];
  const y: Quaternion = [0, sin(half(1)), 0, cos(half(1))];
  const z: Quaternion = [0, 0, sin(half(2)), cos(half(2))];
  return multiplyQuaternions(z, multiplyQuaternions(y, x));
}
