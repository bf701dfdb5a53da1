import type { Episode, MassProperties, WorldState } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Hand } from '../core/hand.ts';
import type { Nudge } from '../core/nudge.ts';
import type { Vec3 } from '../core/pose.ts';
import { type BodyContacts, readContacts } from './body-contacts.ts';
import { buildWorld, restoreWorld } from './build-world.ts';
import { checkEpisode } from './check-episode.ts';
import { createContactImpulses, type PairImpulse } from './contact-impulses.ts';
import { type ContactPoint, readContactPoints } from './contact-points.ts';
import { type ContactEvent, createContactTracker, type Touching } from './contact-tracker.ts';
import { followLeaders } from './joints/build-joints.ts';
import type { JointDrive } from './joints/built-joint.ts';
import { createMovers } from './mover.ts';
import { type RigidBody, rapier } from './rapier.ts';
import { createRayCaster, type RayHit } from './ray-caster.ts';
import { readMass } from './read-mass.ts';
import { createStateReader } from './read-state.ts';
import { stepEngine } from './step-engine.ts';

/** One moment of a physics world as plain data, for this version of the engine. */
export type PhysicsSnapshot = {
  /** Physics steps since the start. */
  readonly step: number;
  /** The engine's own, which knows contacts and sleep as well. */
  readonly engine: Uint8Array;
  /** Not yet drained. */
  readonly events: readonly ContactEvent[];
  readonly touching: readonly Touching[];
  /** Of the contacts that go on. */
  readonly impulses: readonly PairImpulse[];
  /** Of the episode's joints, in its order. */
  readonly drives: readonly JointDrive[];
  /** What robots and drivers know beside the engine. */
  readonly movers: readonly unknown[];
};

/** A moving episode. Holds memory of the engine: `dispose` it. */
export type PhysicsWorld = {
  /** Moves everything on by 1 ÷ physics rate seconds. */
  step(): void;
  /**
   * A copy of where everything is, checked to be finite; rows in the episode's order. As NaN never
   * heals, the check here misses none that arose in the steps before.
   */
  state(): WorldState;
  /** What happened since the last call, by step, then names, then kind. */
  drainEvents(): readonly ContactEvent[];
  /** Commands the robot: an action that keeps to its `actionSpec`, held until the next call. */
  setAction(action: Float32Array): void;
  /**
   * What a person's hand does during the next `steps` physics steps; `null` lets go.
   *
   * @throws {@link ToolkitError} `argument/invalid` for a body that nothing can move.
   */
  setHand(hand: Hand | null, steps: number): void;
  /** Sets the dynamic body at that place in the episode's order aside, at once. */
  nudge(body: number, nudge: Nudge): void;
  /**
   * The nearest drawn surface along a ray from `origin` (world frame; `distance` counts in lengths of
   * `direction`). Does not disturb the world.
   */
  castRay(origin: Vec3, direction: Vec3): RayHit | null;
  /** What presses on the body at that place in the episode's order. */
  contacts(body: number): BodyContacts;
  /** Every point at which bodies press on each other, each pair once. */
  contactPoints(): readonly ContactPoint[];
  /** The physics step from which the episode's law is broken; `null` before, and where none is. */
  brokenAt(): number | null;
  /** Of the body at that place, kg. */
  mass(body: number): number;
  /** How its mass is spread. */
  massProperties(body: number): MassProperties;
  /** This moment: `createPhysicsWorld` goes on from it as this world would, to the bit. */
  snapshot(): PhysicsSnapshot;
  /** Frees the engine's memory; the world cannot be used afterwards. */
  dispose(): void;
};

/**
 * An episode ready to move; needs `loadPhysics` to have finished. Each world made from a snapshot leaves
 * 2.5 kB behind in the engine's memory (dimforge/rapier.js #990).
 *
 * Its functions throw {@link ToolkitError} `physics/non-finite`, naming the body whose state is not
 * finite, and `physics/trapped` when the engine broke down; the world can only be disposed then.
 *
 * @param from - A moment of the same episode to go on from; its start unless given.
 * @param sumsImpulses - Whether the ends of contacts tell their impulses: 3 µs a step for each pair that touches.
 * @throws {@link ToolkitError} `argument/invalid` for an episode that the engine cannot take.
 */
export function createPhysicsWorld(
  episode: Episode,
  from?: PhysicsSnapshot,
  sumsImpulses = false,
): PhysicsWorld {
  checkEpisode(episode);
  const built = from === undefined ? buildWorld(episode) : restoreWorld(episode, from.engine, from.drives);
  const { world, bodies, joints } = built;
  const queue = new (rapier().EventQueue)(true);
  const movers = createMovers(episode, built, from?.movers ?? null);
  const tracker = createContactTracker(episode, built, from?.touching ?? []);
  const impulses = sumsImpulses ? createContactImpulses(episode, built, from?.impulses ?? []) : null;
  let steps = from?.step ?? 0;
  let events: ContactEvent[] = [...(from?.events ?? [])];
  let trapped: Error | null = null;

  const guarded = <T>(work: () => T): T => {
    if (trapped !== null) throw trappedError(episode, steps, trapped);
    try {
      return work();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      trapped = error;
      throw trappedError(episode, steps, error);
    }
  };
  const stepOnce = (): void => {
    for (const joint of joints) joint.beginStep();
    for (const mover of movers.all) mover.advance();
    followLeaders(joints);
    stepEngine(world, queue);
    steps += 1;
    queue.drainCollisionEvents(tracker.collect);
    if (impulses !== null) queue.drainContactForceEvents(impulses.collect);
    for (const event of tracker.endStep(steps)) events.push(impulses?.complete(event) ?? event);
  };
  const rays = createRayCaster(episode);
  const readState = createStateReader(episode, built);

  return {
    step: () => guarded(stepOnce),
    state: () => guarded(() => readState(steps)),
    drainEvents() {
      const drained = events.sort(byStepThenNames);
      events = [];
      return drained;
    },
    setAction(action) {
      if (movers.robot === null) throw noRobot(episode);
      movers.robot.command(action);
    },
    setHand: (hand, steps) => guarded(() => movers.hand.command(hand, steps)),
    nudge: (body, nudge) => guarded(() => nudgeBody(bodies[body] as RigidBody, nudge)),
    contactPoints: () => guarded(() => readContactPoints(episode, built)),
    contacts: (body) => guarded(() => readContacts(world, bodies[body] as RigidBody)),
    brokenAt: () => movers.lawBreaker?.state().brokenAt ?? null,
    mass: (body) => guarded(() => (bodies[body] as RigidBody).mass()),
    massProperties: (body) => guarded(() => readMass(bodies[body] as RigidBody)),
    castRay: (origin, direction) => guarded(() => rays.cast(readState(steps), origin, direction)),
    snapshot: () =>
      guarded(() => ({
        ...{ step: steps, engine: world.takeSnapshot() },
        ...{ events: [...events], touching: tracker.touching(), impulses: impulses?.sums() ?? [] },
        ...{ drives: joints.map((joint) => joint.drive()), movers: movers.all.map((mover) => mover.state()) },
      })),
    dispose() {
      rays.dispose();
      // A trapped engine may trap again when it is freed: leaking its memory is the safe choice.
      if (trapped === null) {
        queue.free();
        world.free();
      }
      trapped = new Error('the world was disposed');
    },
  };
}

function nudgeBody(body: RigidBody, { offset, velocity }: Nudge): void {
  const [at, speed] = [body.translation(), body.linvel()];
  body.setTranslation({ x: at.x + offset[0], y: at.y + offset[1], z: at.z + offset[2] }, true);
  body.setLinvel({ x: speed.x + velocity[0], y: speed.y + velocity[1], z: speed.z + velocity[2] }, true);
}

function byStepThenNames(p: ContactEvent, q: ContactEvent): number {
  const text = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return p.step - q.step || text(p.a, q.a) || text(p.b, q.b) || text(p.kind, q.kind);
}

const noRobot = ({ scene }: Episode): ToolkitError =>
  new ToolkitError(
    'argument/invalid',
    `Only a scene with a robot takes actions, got one for ${scene}.`,
    'Leave the actions out, or add a robot to the scene.',
  );

function trappedError(episode: Episode, step: number, cause: Error): ToolkitError {
  return new ToolkitError(
    'physics/trapped',
    `The physics world of ${episode.scene} (seed ${episode.seed}) broke down at step ${step}: ${cause.message}.`,
    'Throw the world away and make a new one.',
    { cause },
  );
}
