import type { EpisodeSteps } from '../../../core/recorded-episode.ts';
import type { ArmFacts } from '../arm-facts.ts';
import { flangePoses, gripperOpenings, openShare, POSE_NAMES } from '../arm-poses.ts';
import { type Rows, takeRows } from '../taken-rows.ts';
import type { RobotValues } from './robot-values.ts';

/** Joints of the arm that DROID was recorded with. */
export const DROID_JOINTS = 7;

/** 0 is open, 1 is closed, as in DROID. */
const closedness = (openings: readonly number[]): Float32Array =>
  Float32Array.from(openings, (opening) => 1 - opening);

/**
 * What Cosmos 3's forward-dynamics loader reads of an arm's episode, in DROID's words. Commanded joint positions are
 * those of the next row where the arm was told velocities: what they led to.
 */
export function droidValues(steps: EpisodeSteps, arm: ArmFacts, rows: Rows): RobotValues {
  const { count, stride } = rows;
  const columns = arm.joints.map((name) => steps.joints.indexOf(name));
  const joints = takeRows(steps.jointPositions, steps.joints.length, columns, rows);
  const next = Float32Array.of(...joints.slice(DROID_JOINTS), ...joints.slice(-DROID_JOINTS));
  const { action, actionDim } = steps;
  const row = (k: number): number => Math.min((k + 1) * stride, steps.frames) - 1;
  const told = (k: number, i: number): number => action?.[row(k) * actionDim + i] ?? 0;
  const each = <T>(value: (k: number) => T): T[] => Array.from({ length: count }, (_, k) => value(k));
  const commanded =
    arm.arm.control === 'joint_position'
      ? Float32Array.from(each((k) => columns.map((_, i) => told(k, i))).flat())
      : next;
  return {
    features: [
      { key: 'observation.state.cartesian_position', dtype: 'float32', width: 6, names: POSE_NAMES },
      { key: 'observation.state.joint_positions', dtype: 'float32', width: DROID_JOINTS, names: arm.joints },
      { key: 'observation.state.gripper_position', dtype: 'float32', width: 1, names: ['gripper'] },
      { key: 'action.joint_position', dtype: 'float32', width: DROID_JOINTS, names: arm.joints },
      { key: 'action.gripper_position', dtype: 'float32', width: 1, names: ['gripper'] },
    ],
    values: {
      'observation.state.cartesian_position': Float32Array.from(flangePoses(steps, arm, rows).flat()),
      'observation.state.joint_positions': joints,
      'observation.state.gripper_position': closedness(gripperOpenings(steps, arm, rows)),
      'action.joint_position': commanded,
      'action.gripper_position': closedness(each((k) => openShare(told(k, actionDim - 1), arm.maxOpening))),
    },
  };
}
