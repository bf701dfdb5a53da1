import { bodyIndex, type Episode, type WorldState } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import { add, type Quaternion, rotate, subtract, type Vec3 } from '../../core/pose.ts';
import type { Humanoid } from '../../core/robot.ts';
import { intoStance, type Stance, stanceOf } from '../../physics/robots/humanoid/stance.ts';
import { pointIn } from './arm/reach-expert.ts';
import type { Expert } from './experts.ts';
import { explorePolicy, zeroPolicy } from './explore.ts';
import type { Policy } from './policy.ts';

/** Elements of an action, and where those of the two hands begin. */
const ELEMENTS = 9;
const HANDS = [3, 6] as const;
/** So long the hand rises in front of the shelf before it goes in, s, and so far it stays back meanwhile, m. */
const RISE = 1;
const BACK = 0.2;
/** In front of the middle of what it reaches for, m. */
const BEFORE = 0.065;

/** Holds still: the controller keeps the balance. */
export const standExpert: Expert = {
  policy: zeroPolicy,
  noise: 0.15,
  // It throws its arms and its weight about.
  mistakes: [explorePolicy],
  mistakeTime: [0.2, 1],
};

/** Brings the palm to the point that the task's success wants it at: up first, then ahead. */
export const humanoidReachExpert: Expert = {
  policy: (episode) => reaching(episode, [0, 0, 0]),
  noise: 0.06,
  // It goes past, gives up, or does anything.
  mistakes: [(episode) => reaching(episode, [-0.02, 0.2, 0.12]), zeroPolicy, explorePolicy],
  mistakeTime: [0.2, 1.2],
};

function reaching(episode: Episode, astray: Vec3): Policy {
  const { robot, task } = episode;
  const wanted = task?.success.find(({ kind }) => kind === 'distance');
  const isPoints = wanted?.kind === 'distance' && wanted.gap.kind === 'points';
  const side = isPoints ? sideOf(robot, wanted.gap.of.body) : -1;
  if (robot?.kind !== 'humanoid' || !isPoints || side < 0) {
    throw new ToolkitError(
      'argument/invalid',
      `A humanoid's task of reaching must have a hand's distance as success, got ${episode.scene}.`,
      'Name the task otherwise, or write it so.',
    );
  }
  const hand = robot.hands[side] as Humanoid['hands'][0];
  const { of: tip, to } = wanted.gap;
  const rest = palmIn(episode, robot, hand, startOf(episode));
  const target = pointIn(episode, to);
  const tipNow = pointIn(episode, tip);
  return (_frame, state) => {
    const poses = posesOf(state);
    const stance = stanceIn(episode, robot, poses);
    const back = state.step / episode.physicsRate < RISE ? BACK : BEFORE;
    const goal = subtract(intoStance(stance, add(target(state), astray)), [back, 0, 0]);
    // The palm goes as far as the point of the hand that matters is away.
    const missing = subtract(goal, intoStance(stance, tipNow(state)));
    const way = subtract(add(palmIn(episode, robot, hand, poses), missing), rest);
    const action = new Float32Array(ELEMENTS);
    const most = robot.maxReach;
    action.set(
      way.map((x) => Math.min(Math.max(x, -most), most)),
      HANDS[side],
    );
    return action;
  };
}

/** Where a palm is in the stance's frame, m. */
function palmIn(episode: Episode, robot: Humanoid, { body, palm }: Humanoid['hands'][0], poses: Poses): Vec3 {
  const hand = bodyIndex(episode, body);
  const turned = rotate(poses.orientations[hand] as Quaternion, palm);
  return intoStance(stanceIn(episode, robot, poses), add(poses.positions[hand] as Vec3, turned));
}

const sideOf = (robot: Episode['robot'], body: string | null): number =>
  robot?.kind === 'humanoid' ? robot.hands.findIndex((hand) => hand.body === body) : -1;

type Poses = Parameters<typeof stanceOf>[0];

const startOf = ({ bodies }: Episode): Poses => ({
  positions: bodies.map(({ position }) => position),
  orientations: bodies.map(({ orientation }) => orientation),
});

function posesOf({ positions, orientations }: WorldState): Poses {
  const rows = Array.from({ length: positions.length / 3 }, (_, i) => i);
  const of = (array: Float64Array, width: number, i: number): number[] =>
    Array.from(array.subarray(width * i, width * (i + 1)));
  return {
    positions: rows.map((i) => of(positions, 3, i) as unknown as Vec3),
    orientations: rows.map((i) => of(orientations, 4, i) as unknown as Quaternion),
  };
}

const stanceIn = (episode: Episode, robot: Humanoid, poses: Poses): Stance =>
  stanceOf(poses, robot, [bodyIndex(episode, robot.feet[0].body), bodyIndex(episode, robot.feet[1].body)]);
