import { bodyIndex, type Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import { atan2, cos } from '../../core/exact-math.ts';
import { rotate } from '../../core/pose.ts';
import type { DriveBase } from '../../core/robot.ts';
import { pointIn } from './arm/reach-expert.ts';
import { bodyFrame } from './arm/tool-servo.ts';
import type { Expert } from './experts.ts';
import { explorePolicy, zeroPolicy } from './explore.ts';
import { type FloorPlan, floorPlan } from './floor-plan.ts';
import type { Policy } from './policy.ts';

/** Turn a radian of what is left, 1/s. */
const TURNING = 3;
/** It drives only where it looks, to within this, rad. */
const AHEAD = 0.6;
/** Speed a metre to the goal, 1/s: it slows down before it is there. */
const BRAKING = 1.2;

/** Drives along the shortest way around what stands there, and stops at the goal. */
export const navigateExpert: Expert = {
  policy: (episode) => driving(episode, true),
  noise: 0.25,
  // It drives straight at the goal, gives up, or does anything.
  mistakes: [(episode) => driving(episode, false), zeroPolicy, explorePolicy],
  mistakeTime: [0.3, 2],
};

/** @param looks - Whether it sees what is in its way. */
function driving(episode: Episode, looks: boolean): Policy {
  const { robot, task } = episode;
  const wanted = task?.success.find(({ kind }) => kind === 'distance');
  if (robot?.kind !== 'base' || wanted?.kind !== 'distance' || wanted.gap.kind !== 'points') {
    throw new ToolkitError(
      'argument/invalid',
      `The task navigate must be a base's, with the distance of two points as success, got ${episode.scene}.`,
      'Name the task otherwise, or write it so.',
    );
  }
  const goalAt = pointIn(episode, wanted.gap.to);
  const row = bodyIndex(episode, robot.body);
  // Goals stand still: what is known of the floor is known once.
  const [goalX, goalY] = goalAt(startOf(episode));
  const plan: FloorPlan | null = looks ? floorPlan(episode, [goalX, goalY]) : null;
  return (_frame, state) => {
    const { position, orientation } = bodyFrame(state, row);
    const [x, y] = position;
    const next = plan?.next(x, y) ?? [goalX, goalY];
    const ahead = rotate(orientation, [1, 0, 0]);
    return steer(robot, atan2(ahead[1], ahead[0]), [next[0] - x, next[1] - y], [goalX - x, goalY - y]);
  };
}

function steer(
  { maxSpeed, maxTurn }: DriveBase,
  yaw: number,
  [x, y]: readonly [number, number],
  left: readonly [number, number],
): Float32Array {
  const far = Math.sqrt(left[0] * left[0] + left[1] * left[1]);
  if (far < 0.08) return new Float32Array(2);
  const way = atan2(y, x) - yaw;
  const off = way - 2 * Math.PI * Math.round(way / (2 * Math.PI));
  const turn = Math.min(Math.max(TURNING * off, -maxTurn), maxTurn);
  const speed = Math.abs(off) < AHEAD ? cos(off) * Math.min(maxSpeed, BRAKING * far) : 0;
  return Float32Array.of(Math.min(speed, maxSpeed), turn);
}

const startOf = ({ bodies }: Episode) => ({
  ...{ step: 0, linearVelocities: new Float64Array(), angularVelocities: new Float64Array() },
  positions: Float64Array.from(bodies.flatMap(({ position }) => position)),
  orientations: Float64Array.from(bodies.flatMap(({ orientation }) => orientation)),
});
