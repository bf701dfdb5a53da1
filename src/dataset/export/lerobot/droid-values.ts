import {
  invertRigid,
  type Mat4,
  multiplyTransforms,
  poseMatrix,
  type Quaternion,
  type Vec3,
} from '../../../core/pose.ts';
import type { EpisodeSteps } from '../../../core/recorded-episode.ts';
import type { ArmFacts } from './arm-facts.ts';
import { type RobotValues, type Rows, takeRows } from './robot-values.ts';

/** Joints of the arm that DROID was recorded with. */
export const DROID_JOINTS = 7;

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

/** Where the flange is, seen from the arm's base: x, y, z in metres and three angles, [count, 6]. */
export function flangePoses(steps: EpisodeSteps, { arm }: ArmFacts, { count, stride }: Rows): Float32Array {
  const poses = Array.from({ length: count }, (_, k) => {
    const worldFromBase = bodyPose(steps, arm.base, k * stride);
    const worldFromFlange = bodyPose(steps, arm.hand, k * stride);
    const baseFromFlange = multiplyTransforms(invertRigid(worldFromBase), worldFromFlange);
    const position = [3, 7, 11].map((i) => baseFromFlange[i] as number);
    return [...position, ...fixedAngles(baseFromFlange)];
  });
  return Float32Array.from(poses.flat());
}

/** 0 is open, 1 is closed, as in DROID. */
const closedness = (openings: readonly number[], most: number): number[] =>
  openings.map((opening) => Math.min(1, Math.max(0, 1 - opening / most)));

/**
 * What Cosmos 3's forward-dynamics loader reads of an arm's episode, in DROID's words. Commanded joint positions are
 * those of the next row where the arm was told velocities: what they led to.
 */
export function droidValues(steps: EpisodeSteps, arm: ArmFacts, rows: Rows): RobotValues {
  const { count, stride } = rows;
  const columns = arm.joints.map((name) => steps.joints.indexOf(name));
  const fingers = arm.arm.fingers.map((name) => steps.joints.indexOf(name));
  const joints = takeRows(steps.jointPositions, steps.joints.length, columns, rows);
  const next = Float32Array.of(...joints.slice(DROID_JOINTS), ...joints.slice(-DROID_JOINTS));
  const { action, actionDim } = steps;
  const row = (k: number): number => Math.min((k + 1) * stride, steps.frames) - 1;
  const told = (k: number, i: number): number => action?.[row(k) * actionDim + i] ?? 0;
  const each = <T>(value: (k: number) => T): T[] => Array.from({ length: count }, (_, k) => value(k));
  const openings = each((k) =>
    fingers.reduce(
      (sum, i) => sum + (steps.jointPositions[k * stride * steps.joints.length + i] as number),
      0,
    ),
  );
  const commanded =
    arm.arm.control === 'joint_position'
      ? Float32Array.from(each((k) => columns.map((_, i) => told(k, i))).flat())
      : next;
  const angles = ['x', 'y', 'z', 'roll', 'pitch', 'yaw'];
  return {
    features: [
      { key: 'observation.state.cartesian_position', dtype: 'float32', width: 6, names: angles },
      { key: 'observation.state.joint_positions', dtype: 'float32', width: DROID_JOINTS, names: arm.joints },
      { key: 'observation.state.gripper_position', dtype: 'float32', width: 1, names: ['gripper'] },
      { key: 'action.joint_position', dtype: 'float32', width: DROID_JOINTS, names: arm.joints },
      { key: 'action.gripper_position', dtype: 'float32', width: 1, names: ['gripper'] },
    ],
    values: {
      'observation.state.cartesian_position': flangePoses(steps, arm, rows),
      'observation.state.joint_positions': joints,
      'observation.state.gripper_position': Float32Array.from(closedness(openings, arm.maxOpening)),
      'action.joint_position': commanded,
      'action.gripper_position': Float32Array.from(
        closedness(
          each((k) => told(k, actionDim - 1)),
          arm.maxOpening,
        ),
      ),
    },
  };
}
