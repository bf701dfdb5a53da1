import { bodyIndex, type Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Hand } from '../core/hand.ts';
import { add, length, type Quaternion, rotate, scale, subtract, type Vec3 } from '../core/pose.ts';
import { nearest } from '../scene/nearest.ts';
import type { BuiltWorld } from './build-world.ts';
import type { Mover } from './mover.ts';
import type { RigidBody } from './rapier.ts';

/** Natural frequency of the spring, rad/s: it follows a pointer within a tenth of a second. */
const FREQUENCY = 18;

/** Strongest pull, m/s² times the body's mass: twenty times its weight. */
const MOST_ACCELERATION = 200;

/** What a hand knows beside the engine. */
type HandState = {
  readonly hand: Hand | null;
  /** From where, and how far on its way to the target it is: physics steps done, and those of the frame. */
  readonly from: Vec3;
  readonly done: number;
  readonly steps: number;
};

/** A hand that obeys one command a frame. */
export type HandMover = Mover<HandState> & {
  /**
   * @param steps - Physics steps of the frame, over which the target moves evenly.
   * @throws {@link ToolkitError} `argument/invalid` for a body that nothing can move, or numbers that are not finite.
   */
  command(hand: Hand | null, steps: number): void;
};

/** Takes, pulls and strikes bodies of an episode; while it holds nothing it changes nothing. */
export function createHand(episode: Episode, { bodies }: BuiltWorld, from: unknown): HandMover {
  let state = (from as HandState | null) ?? { hand: null, from: [0, 0, 0] as Vec3, done: 0, steps: 1 };
  const bodyOf = ({ body }: Hand): RigidBody => bodies[bodyIndex(episode, body)] as RigidBody;
  return {
    command(hand, steps) {
      if (hand !== null) checkHand(episode, hand);
      const held = state.hand?.kind === 'pull' && hand?.kind === 'pull' && state.hand.body === hand.body;
      const start = held && state.hand?.kind === 'pull' ? state.hand.target : null;
      state = {
        hand,
        from: start ?? (hand === null ? [0, 0, 0] : grip(bodyOf(hand), hand.point)),
        done: 0,
        steps,
      };
    },
    advance() {
      const { hand, done, steps } = state;
      if (hand === null) return;
      const body = bodyOf(hand);
      if (hand.kind === 'push') {
        const [x, y, z] = hand.impulse;
        if (done === 0) body.applyImpulseAtPoint({ x, y, z }, vector(grip(body, hand.point)), true);
      } else {
        const share = Math.min(1, (done + 1) / steps);
        const target = add(scale(state.from, 1 - share), scale(hand.target, share));
        pull(body, grip(body, hand.point), target, 1 / episode.physicsRate);
      }
      state = { ...state, done: done + 1 };
    },
    state: () => state,
  };
}

const vector = ([x, y, z]: Vec3) => ({ x, y, z });

/** Where the point that is held is now, world frame. */
function grip(body: RigidBody, point: Vec3): Vec3 {
  const { x, y, z, w } = body.rotation();
  const at = body.translation();
  const turn: Quaternion = [x, y, z, w];
  return add([at.x, at.y, at.z], rotate(turn, point));
}

/** A critically damped spring between the point and its target, as heavy as the body, for one step. */
function pull(body: RigidBody, at: Vec3, target: Vec3, seconds: number): void {
  const { x, y, z } = body.velocityAtPoint(vector(at));
  const wanted = add(scale(subtract(target, at), FREQUENCY * FREQUENCY), scale([x, y, z], -2 * FREQUENCY));
  const strength = length(wanted);
  const acceleration = strength > MOST_ACCELERATION ? scale(wanted, MOST_ACCELERATION / strength) : wanted;
  body.applyImpulseAtPoint(vector(scale(acceleration, body.mass() * seconds)), vector(at), true);
  // What hangs from a point swings for ever: a hand's grip also slows its turning.
  const spin = body.angvel();
  const slower = 1 - Math.min(0.9, 4 * seconds);
  body.setAngvel({ x: spin.x * slower, y: spin.y * slower, z: spin.z * slower }, true);
}

/**
 * Refuses what no hand can do in an episode.
 *
 * @param who - What errors call the hand.
 * @throws {@link ToolkitError} `argument/invalid` for a body that nothing can move, or numbers that are not finite.
 */
export function checkHand({ bodies, scene }: Episode, hand: Hand, who = 'A hand'): void {
  const movable = bodies.filter(({ motion }) => motion === 'dynamic').map(({ name }) => name);
  const values = [...hand.point, ...(hand.kind === 'pull' ? hand.target : hand.impulse)];
  if (!values.every(Number.isFinite)) {
    throw new ToolkitError(
      'argument/invalid',
      `${who} must have points and impulses of finite numbers (m, N·s), got [${values}].`,
      'Correct the recording.',
    );
  }
  if (movable.includes(hand.body)) return;
  throw new ToolkitError(
    'argument/invalid',
    `${who} must hold a body of ${scene} that can be moved, got "${hand.body}".`,
    movable.length === 0 ? 'Nothing here can be moved.' : `Did you mean "${nearest(hand.body, movable)}"?`,
  );
}
