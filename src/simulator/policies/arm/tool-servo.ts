import { bodyIndex, type Episode, type WorldState } from '../../../core/episode.ts';
import { ToolkitError } from '../../../core/error.ts';
import { composeFrames } from '../../../core/frame-transform.ts';
import type { JointFrame } from '../../../core/joint.ts';
import { length, scale, type Vec3 } from '../../../core/pose.ts';
import type { Arm } from '../../../core/robot.ts';
import { armChain } from '../../../physics/kinematics/arm-chain.ts';
import { forwardKinematics } from '../../../physics/kinematics/forward-kinematics.ts';
import { geometricJacobian } from '../../../physics/kinematics/geometric-jacobian.ts';
import { poseError } from '../../../physics/kinematics/pose-error.ts';
import { resolveRate } from '../../../physics/kinematics/resolve-rate.ts';
import type { ChainJoint } from '../../../physics/kinematics/serial-chain.ts';
import { maxOpening } from '../../../physics/robots/gripper.ts';

/** What an arm's expert sees of the arm. */
export type ToolSight = {
  readonly worldFromTool: JointFrame;
  /** Of the gripper, m. */
  readonly opening: number;
  /** Of the chain's joints, rad or m. */
  readonly positions: readonly number[];
};

/** Looks at an arm and moves its tool, whatever its actions say. */
export type ToolServo = {
  readonly maxOpening: number;
  see(state: WorldState): ToolSight;
  /** The action that takes the tool to a pose, fast from afar and gently at the end, and opens the gripper so far. */
  towards(sight: ToolSight, worldFromTool: JointFrame, opening: number): Float32Array;
};

/** Speed a metre (or a radian) of what is left, 1/s: an action holds for a frame, so more would swing. */
const GAIN = 4;
/** Joint positions are aimed this far ahead, s. */
const AHEAD = 0.15;

/** The servo of an episode's arm. */
export function toolServo(episode: Episode): ToolServo {
  const arm = armOf(episode);
  const chain = armChain(arm, episode);
  const rowOf = (name: string): number => episode.joints.findIndex((joint) => joint.name === name);
  const rows = chain.joints.map(({ name }) => rowOf(name));
  const fingers = arm.fingers.map(rowOf);
  const hand = bodyIndex(episode, arm.hand);
  const base = bodyFrame(startState(episode), bodyIndex(episode, arm.base));
  const still = rows.map(() => 0);
  return {
    maxOpening: maxOpening(arm, episode),
    see(state) {
      const at = (values: ArrayLike<number> | undefined, row: number): number => values?.[row] as number;
      const { joints } = state;
      return {
        worldFromTool: composeFrames(bodyFrame(state, hand), arm.handFromTool),
        opening: fingers.reduce((sum, row) => sum + at(joints?.positions, row), 0),
        positions: rows.map((row) => at(joints?.positions, row)),
      };
    },
    towards({ worldFromTool, positions }, goal, opening) {
      const { linear, angular } = poseError(worldFromTool, goal);
      const twist = [...eased(linear, arm.maxToolSpeed), ...eased(angular, arm.maxToolTurn)];
      const grip = arm.fingers.length === 0 ? [] : [opening];
      if (arm.control === 'tool_velocity') return Float32Array.of(...twist, ...grip);
      const jacobian = geometricJacobian(chain, forwardKinematics(chain, base, positions));
      const rates = resolveRate(chain, jacobian, positions, twist, still, AHEAD);
      const joints = positions.map((position, i) => {
        const { low, high } = chain.joints[i] as ChainJoint;
        if (arm.control === 'joint_velocity') return rates[i] as number;
        return Math.min(Math.max(position + (rates[i] as number) * AHEAD, low), high);
      });
      return Float32Array.of(...joints, ...grip);
    },
  };
}

/** Where the body of that row is. */
export const bodyFrame = (
  { positions, orientations }: Pick<WorldState, 'positions' | 'orientations'>,
  row: number,
): JointFrame => ({
  position: Array.from(positions.subarray(3 * row, 3 * row + 3)) as unknown as Vec3,
  orientation: Array.from(
    orientations.subarray(4 * row, 4 * row + 4),
  ) as unknown as JointFrame['orientation'],
});

function startState({ bodies }: Episode) {
  return {
    positions: Float64Array.from(bodies.flatMap(({ position }) => position)),
    orientations: Float64Array.from(bodies.flatMap(({ orientation }) => orientation)),
  };
}

function armOf({ robot, scene }: Episode): Arm {
  if (robot?.kind === 'arm') return robot;
  throw new ToolkitError(
    'argument/invalid',
    `The expert must have an arm, got ${scene} with ${robot === null ? 'no robot' : `a ${robot.kind}`}.`,
    'Name the task otherwise, or give the scene an arm.',
  );
}

/** A way as a velocity, at most that fast. */
function eased(way: Vec3, most: number): Vec3 {
  const far = length(way);
  return far < 1e-9 ? [0, 0, 0] : scale(way, Math.min(GAIN, most / far));
}
