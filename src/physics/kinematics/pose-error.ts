import { atan2 } from '../../core/exact-math.ts';
import type { JointFrame } from '../../core/joint.ts';
import { conjugate, multiplyQuaternions, scale, subtract, type Vec3 } from '../../core/pose.ts';

/** What is left from one pose to another. */
export type PoseError = {
  /** World frame, m. */
  readonly linear: Vec3;
  /** Axis times angle (at most π), world frame, rad. */
  readonly angular: Vec3;
};

/** The way from a pose to another. */
export function poseError(from: JointFrame, to: JointFrame): PoseError {
  const turn = multiplyQuaternions(to.orientation, conjugate(from.orientation));
  const [x, y, z, w] = turn[3] < 0 ? ([-turn[0], -turn[1], -turn[2], -turn[3]] as const) : turn;
  const sine = Math.sqrt(x * x + y * y + z * z);
  // Angle over sine of the half angle; 2 as the angle vanishes.
  const stretch = sine < 1e-12 ? 2 : (2 * atan2(sine, w)) / sine;
  return { linear: subtract(to.position, from.position), angular: scale([x, y, z], stretch) };
}
