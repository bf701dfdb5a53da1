import {
  invertRigid,
  type Mat4,
  multiplyTransforms,
  poseMatrix,
  type Quaternion,
  type Vec3,
} from '../../core/pose.ts';
import type { EpisodeSteps } from '../../core/recorded-episode.ts';
import type { ArmFacts } from './arm-facts.ts';
import type { Rows } from './taken-rows.ts';

/** What the values of a flange's pose are called. */
export const POSE_NAMES = ['x', 'y', 'z', 'roll', 'pitch', 'yaw'] as const;

/** The world's pose of a body in a frame of the steps. */
function bodyPose({ bodies, positions, orientations }: EpisodeSteps, name: string, frame: number): Mat4 {
  const at = frame * bodies.length + bodies.indexOf(name);
  const position = Array.from(positions.subarray(3 * at, 3 * at + 3)) as unknown as Vec3;
  return poseMatrix(position, Array.from(orientations.subarray(4 * at, 4 * at + 4)) as unknown as Quaternion);
}

/**
 * Angles about the fixed axes x, then y, then z that make a rotation, rad: R = Rz · Ry · Rx. Where y is a quarter turn
 * and x and z are about one axis, z is 0.
 */
export function fixedAngles(m: Mat4): Vec3 {
  const at = (row: number, column: number): number => m[4 * row + column] as number;
  const flat = Math.hypot(at(0, 0), at(1, 0));
  const y = Math.atan2(-at(2, 0), flat);
  if (flat < 1e-9) return [Math.atan2(-at(1, 2), at(1, 1)), y, 0];
  return [Math.atan2(at(2, 1), at(2, 2)), y, Math.atan2(at(1, 0), at(0, 0))];
}

/** Where the flange is in each row, seen from the arm's base: x, y, z in metres and its `fixedAngles`. */
export const flangePoses = (
  steps: EpisodeSteps,
  { arm }: ArmFacts,
  { count, stride }: Rows,
): readonly (readonly number[])[] =>
  Array.from({ length: count }, (_, k) => {
    const worldFromBase = bodyPose(steps, arm.base, k * stride);
    const worldFromFlange = bodyPose(steps, arm.hand, k * stride);
    const baseFromFlange = multiplyTransforms(invertRigid(worldFromBase), worldFromFlange);
    const position = [3, 7, 11].map((i) => baseFromFlange[i] as number);
    return [...position, ...fixedAngles(baseFromFlange)];
  });

/** How far the gripper is open in each row, as a share of what it can: 0 closed, 1 open. */
export function gripperOpenings(
  { joints, jointPositions }: EpisodeSteps,
  { arm, maxOpening }: ArmFacts,
  { count, stride }: Rows,
): readonly number[] {
  const fingers = arm.fingers.map((name) => joints.indexOf(name));
  return Array.from({ length: count }, (_, k) => {
    const row = k * stride * joints.length;
    const opening = fingers.reduce((sum, finger) => sum + (jointPositions[row + finger] as number), 0);
    return openShare(opening, maxOpening);
  });
}

/** An opening in metres as a share of the widest. */
export const openShare = (opening: number, widest: number): number =>
  Math.min(1, Math.max(0, opening / widest));
