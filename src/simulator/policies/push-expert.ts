import { bodyIndex, type Episode, type WorldState } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Pusher } from '../../core/robot.ts';
import type { Condition } from '../../core/task.ts';
import type { Expert } from './experts.ts';
import { explorePolicy, zeroPolicy } from './explore.ts';
import type { Policy } from './policy.ts';

/** How far to the side of its line behind the box it may be and still drive on, m. */
const ALIGNED = 0.015;
/** It goes this deep into the region, as a share of half its size. */
const DEPTH = 0.4;
/** Speed a metre of what is left, 1/s: it slows down before it is there. */
const GAIN = 4;

type Sight = {
  /** From the pusher to the box, m. */
  readonly toBox: readonly [number, number];
  /** From the box to where it should be, m. */
  readonly left: readonly [number, number];
};
type Inside = Extract<Condition, { kind: 'inside' }>;

/** Pushes a box along: it lines up behind it, then drives on until the box is well inside the region. */
export const pushExpert: Expert = {
  policy: (episode) => looking(episode, push),
  noise: 0.25,
  // It overshoots, gives up, or does anything.
  mistakes: [(episode) => looking(episode, driveOn), zeroPolicy, explorePolicy],
  mistakeTime: [0.3, 1.2],
};

/** Chooses by what is seen of pusher, box and region. */
function looking(episode: Episode, choose: (sight: Sight, maxSpeed: number) => Float32Array): Policy {
  const { robot, task } = episode;
  const goal = task?.success.find(
    (condition): condition is Inside & Condition => condition.kind === 'inside',
  );
  if (robot?.kind !== 'pusher' || goal?.of.body == null) {
    throw new ToolkitError(
      'argument/invalid',
      `The task push_to_goal must be a pusher's, with a body inside a region as success, got ${episode.scene}.`,
      'Name the task otherwise, or write it so.',
    );
  }
  const look = sightOf(episode, robot, goal);
  return (_frame, state) => choose(look(state), robot.maxSpeed);
}

function sightOf(episode: Episode, robot: Pusher, { of, region }: Inside): (state: WorldState) => Sight {
  const [pusher, box] = [bodyIndex(episode, robot.body), bodyIndex(episode, of.body ?? '')];
  return ({ positions }) => {
    const at = (body: number, axis: 0 | 1): number => positions[3 * body + axis] as number;
    const wanted = (axis: 0 | 1): number => {
      const reach = (DEPTH * region.size[axis]) / 2;
      return Math.min(Math.max(at(box, axis), region.center[axis] - reach), region.center[axis] + reach);
    };
    const between = (axis: 0 | 1): number => at(box, axis) - at(pusher, axis);
    return {
      toBox: [between(0), between(1)],
      left: [wanted(0) - at(box, 0), wanted(1) - at(box, 1)],
    };
  };
}

/** Lines up across the way to go, then drives along it, slower towards its end. */
function push({ toBox, left }: Sight, maxSpeed: number): Float32Array {
  const far = Math.sqrt(left[0] * left[0] + left[1] * left[1]);
  if (far < 1e-3) return new Float32Array(2);
  const [x, y] = [left[0] / far, left[1] / far];
  const aside = toBox[0] * -y + toBox[1] * x;
  const cross = Math.min(Math.max(6 * aside, -maxSpeed), maxSpeed);
  const along = Math.abs(aside) < ALIGNED ? Math.min(GAIN * far, maxSpeed) : 0;
  const limit = (v: number): number => Math.min(Math.max(v, -maxSpeed), maxSpeed);
  return Float32Array.of(limit(x * along - y * cross), limit(y * along + x * cross));
}

/** Drives straight at the box, wherever it is. */
function driveOn({ toBox: [x, y] }: Sight, maxSpeed: number): Float32Array {
  const speed = maxSpeed / Math.max(Math.sqrt(x * x + y * y), 1e-3);
  return Float32Array.of(x * speed, y * speed);
}
