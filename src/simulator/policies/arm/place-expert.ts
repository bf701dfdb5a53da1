import { type Body, bodyIndex, type Episode, type WorldState } from '../../../core/episode.ts';
import { ToolkitError } from '../../../core/error.ts';
import type { JointFrame } from '../../../core/joint.ts';
import { add, length, rotate, subtract, type Vec3 } from '../../../core/pose.ts';
import type { Expert } from '../experts.ts';
import { explorePolicy, zeroPolicy } from '../explore.ts';
import type { Policy } from '../policy.ts';
import { downward, yawAlong, yawOf } from './downward.ts';
import { graspAxes, graspSize, isHeld, reachAlong } from './held-box.ts';
import { bodyFrame, type ToolServo, type ToolSight, toolServo } from './tool-servo.ts';

/** What a thing is carried over, m above where it will stand. */
const CLEARANCE = 0.11;
/** How deep below its top a tall thing is held, m. */
const GRIP_DEPTH = 0.03;
/** The tool stays this far above the table, so that the fingertips clear it, m. */
const FLOOR = 0.016;
/** Near enough over the thing to go down, m and rad. */
const ALIGNED = 0.012;
const TURNED = 0.12;
/** Near enough to be let go, m: level and above where it will stand. */
const OVER = 0.01;
const DOWN = 0.006;
/** Fingers that are so much wider than the thing have let it go, m. */
const FREE = 0.012;

/** A thing, and where its middle shall be. */
type Errand = {
  readonly thing: JointFrame;
  readonly size: Vec3;
  readonly place: Vec3;
};

/** Picks a thing up and puts it where the task's success wants it: inside a region, or on another. */
export const placeExpert: Expert = {
  policy: (episode) => errands(episode, carry, [0, 0, 0]),
  noise: 0.12,
  // It misses the place, lets go on the way, gives up, or does anything.
  mistakes: [
    (episode) => errands(episode, carry, [-0.13, 0.05, 0]),
    (episode) => errands(episode, drop, [0, 0, 0]),
    zeroPolicy,
    explorePolicy,
  ],
  mistakeTime: [0.3, 3],
};

type Choose = (servo: ToolServo, sight: ToolSight, errand: Errand) => Float32Array;

function errands(episode: Episode, choose: Choose, astray: Vec3): Policy {
  const servo = toolServo(episode);
  const errandOf = errandIn(episode);
  return (_frame, state) => {
    const errand = errandOf(state);
    return choose(servo, servo.see(state), { ...errand, place: add(errand.place, astray) });
  };
}

function errandIn(episode: Episode): (state: WorldState) => Errand {
  const bodyOf = (name: string): readonly [row: number, body: Body] => {
    const row = bodyIndex(episode, name);
    return [row, episode.bodies[row] as Body];
  };
  for (const condition of episode.task?.success ?? []) {
    if (condition.kind === 'inside' && condition.of.body !== null) {
      const [row, body] = bodyOf(condition.of.body);
      const size = graspSize(body);
      const { center, size: room, body: on } = condition.region;
      const floor = add(center, [0, 0, (size[2] - room[2]) / 2]);
      return (state) => {
        const frame = on === null ? null : bodyFrame(state, bodyIndex(episode, on));
        const place = frame === null ? floor : add(frame.position, rotate(frame.orientation, floor));
        return { thing: bodyFrame(state, row), size, place };
      };
    }
    if (condition.kind === 'resting-on') {
      const [row, body] = bodyOf(condition.body);
      const [below, support] = bodyOf(condition.on);
      const size = graspSize(body);
      const up = (size[2] + graspSize(support)[2]) / 2;
      return (state) => {
        const place = add(bodyFrame(state, below).position, [0, 0, up]);
        return { thing: bodyFrame(state, row), size, place };
      };
    }
  }
  throw new ToolkitError(
    'argument/invalid',
    `A task of placing must have a body inside a region, or on another, as success, got ${episode.scene}.`,
    'Name the task otherwise, or write it so.',
  );
}

/** What is next, told by where tool and thing are alone. */
function carry(servo: ToolServo, sight: ToolSight, errand: Errand): Float32Array {
  const { thing, place } = errand;
  const { position: tool } = sight.worldFromTool;
  const yaw = yawOf(sight.worldFromTool.orientation);
  const left = subtract(place, thing.position);
  if (level(left) < 2.2 * OVER && Math.abs(left[2]) < DOWN) {
    // It lets go before it goes up, or the thing would come along.
    const isFree = sight.opening > gripWidth(sight, errand) + FREE;
    const away: Vec3 = isFree ? [tool[0], tool[1], place[2] + CLEARANCE + 0.05] : tool;
    return servo.towards(sight, { position: away, orientation: downward(yaw) }, servo.maxOpening);
  }
  if (holds(sight, errand)) {
    // On its way down it may stray farther before it goes up again.
    const over = level(left) < (left[2] > -CLEARANCE / 2 ? 2 * OVER : OVER);
    const held = subtract(tool, thing.position);
    const height = over ? place[2] - DOWN / 2 : place[2] + CLEARANCE;
    const lifted = thing.position[2] > place[2] + CLEARANCE / 2 || over;
    const goal: Vec3 = [lifted ? place[0] : thing.position[0], lifted ? place[1] : thing.position[1], height];
    return servo.towards(sight, { position: add(goal, held), orientation: downward(yaw) }, 0);
  }
  return approach(servo, sight, errand, yaw);
}

/** Goes over the thing, down to it, and closes the gripper. */
function approach(servo: ToolServo, sight: ToolSight, { thing, size }: Errand, yaw: number): Float32Array {
  const { position: tool } = sight.worldFromTool;
  const turns = graspAxes(thing, size, 0.95 * servo.maxOpening).map(({ direction }) =>
    yawAlong(direction, yaw),
  );
  const turn = turns.reduce(
    (best, next) => (Math.abs(next - yaw) < Math.abs(best - yaw) ? next : best),
    turns[0] ?? yaw,
  );
  const half = reachAlong(thing, size, [0, 0, 1]);
  const [x, y, z] = thing.position;
  const grasp: Vec3 = [x, y, Math.max(z, z + half - GRIP_DEPTH, FLOOR)];
  const aside = level(subtract(grasp, tool));
  const aligned = aside < ALIGNED && Math.abs(turn - yaw) < TURNED;
  const orientation = downward(turn);
  if (aligned) {
    const there = Math.abs(tool[2] - grasp[2]) < DOWN;
    return servo.towards(sight, { position: grasp, orientation }, there ? 0 : servo.maxOpening);
  }
  const over = z + half + 0.06;
  // What is low and beside the thing goes up before it goes across.
  const across = aside < 2 * ALIGNED || tool[2] > over - 0.02;
  const position: Vec3 = [across ? x : tool[0], across ? y : tool[1], over];
  return servo.towards(sight, { position, orientation }, servo.maxOpening);
}

/** Carries as `carry`, but lets go as soon as the thing is in the air. */
function drop(servo: ToolServo, sight: ToolSight, errand: Errand): Float32Array {
  const isUp = errand.thing.position[2] > errand.place[2] + CLEARANCE / 3;
  const action = carry(servo, sight, errand);
  if (isUp) action[action.length - 1] = servo.maxOpening;
  return action;
}

const level = ([x, y]: Vec3): number => length([x, y, 0]);

const gripWidth = (sight: ToolSight, { thing, size }: Errand): number =>
  2 * reachAlong(thing, size, rotate(sight.worldFromTool.orientation, [0, 1, 0]));

function holds(sight: ToolSight, errand: Errand): boolean {
  const half = reachAlong(errand.thing, errand.size, [0, 0, 1]);
  return isHeld(sight, errand.thing.position, gripWidth(sight, errand), half + 0.02);
}
