import { atan2, cos, sin } from '../../../core/exact-math.ts';
import { multiplyQuaternions, type Quaternion, rotate, type Vec3 } from '../../../core/pose.ts';

/** A tool whose z axis points down, whose y axis (along which its fingers open) is world y turned by `yaw`. */
export const downward = (yaw: number): Quaternion =>
  multiplyQuaternions([0, 0, sin(yaw / 2), cos(yaw / 2)], [0, 1, 0, 0]);

/** The yaw of a tool that points down. */
export function yawOf(orientation: Quaternion): number {
  const [x, y] = rotate(orientation, [0, 1, 0]);
  return atan2(-x, y);
}

/** The yaw nearest to `yaw` at which the fingers open along a level direction; they may open either way. */
export function yawAlong([x, y]: Vec3, yaw: number): number {
  const along = atan2(-x, y);
  return along + Math.PI * Math.round((yaw - along) / Math.PI);
}
