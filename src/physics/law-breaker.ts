import { bodyIndex, type Episode } from '../core/episode.ts';
import { nowhere, type Violation, type ViolationMoment } from '../core/violation.ts';
import type { BuiltWorld } from './build-world.ts';
import type { Mover } from './mover.ts';
import { type RigidBody, rapier } from './rapier.ts';

/** What a breaker of laws knows beside the engine. */
type LawBreakerState = {
  /** Physics steps seen. */
  readonly step: number;
  /** The one before which the law was broken, or `null`. */
  readonly brokenAt: number | null;
  /** Whether the body has touched the other that it is to leave. */
  readonly hasTouched: boolean;
};

/** Breaks a law, and tells when it has. */
export type LawBreaker = Mover<LawBreakerState>;

/** Membership of a body that passes through another, which does not meet it (Rapier's groups: members above, whom they meet below). */
const PASSING = 0x0002_ffff;
const MEETS_ALL_BUT_PASSING = 0xffff_fffd;

/** How much faster a body is that gains energy. */
const GAIN = 2;

/**
 * Breaks the episode's law at its moment, once.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createLawBreaker(
  violation: Violation,
  episode: Episode,
  built: BuiltWorld,
  from: unknown,
): LawBreaker {
  const bodyOf = (name: string): RigidBody => built.bodies[bodyIndex(episode, name)] as RigidBody;
  const body = bodyOf(violation.body);
  const hasCome = createMoment(violation.when, episode, built, violation.body);
  let { step, brokenAt, hasTouched } = (from as LawBreakerState | null) ?? {
    step: 0,
    brokenAt: null,
    hasTouched: false,
  };
  return {
    advance() {
      if (brokenAt === null) {
        const { now, touched } = hasCome(step, hasTouched);
        hasTouched = touched;
        if (now) {
          breakLaw(violation, body, bodyOf);
          brokenAt = step;
        }
      }
      step++;
    },
    state: () => ({ step, brokenAt, hasTouched }),
  };
}

type Moment = (step: number, hasTouched: boolean) => { readonly now: boolean; readonly touched: boolean };

function createMoment(when: ViolationMoment, episode: Episode, built: BuiltWorld, name: string): Moment {
  const index = bodyIndex(episode, name);
  const body = built.bodies[index] as RigidBody;
  switch (when.kind) {
    case 'time':
      return (step) => ({ now: step >= when.time * episode.physicsRate, touched: false });
    case 'passes': {
      const axis = { x: 0, y: 1, z: 2 }[when.axis];
      const wasAbove = (episode.bodies[index]?.position[axis] as number) > when.at;
      return () => ({ now: body.translation()[when.axis] > when.at !== wasAbove, touched: false });
    }
    case 'touches':
    case 'leaves': {
      const other = built.bodies[bodyIndex(episode, when.other)] as RigidBody;
      return (_, hasTouched) => {
        const touches = areTouching(built, body, other);
        const now = when.kind === 'touches' ? touches : hasTouched && !touches;
        return { now, touched: hasTouched || touches };
      };
    }
  }
}

function areTouching({ world }: BuiltWorld, a: RigidBody, b: RigidBody): boolean {
  let touching = false;
  for (let i = 0; i < a.numColliders(); i++) {
    for (let j = 0; j < b.numColliders(); j++) {
      world.contactPair(a.collider(i), b.collider(j), (manifold) => {
        touching ||= manifold.numSolverContacts() > 0;
      });
    }
  }
  return touching;
}

function breakLaw(
  { law, into, through }: Violation,
  body: RigidBody,
  bodyOf: (name: string) => RigidBody,
): void {
  const times = (v: { readonly x: number; readonly y: number; readonly z: number }, factor: number) => ({
    ...{ x: v.x * factor, y: v.y * factor, z: v.z * factor },
  });
  switch (law) {
    case 'vanish':
      leave(body);
      break;
    case 'change': {
      const spare = bodyOf(into as string);
      spare.setBodyType(rapier().RigidBodyType.Dynamic, true);
      spare.setTranslation(body.translation(), true);
      spare.setRotation(body.rotation(), true);
      spare.setLinvel(body.linvel(), true);
      spare.setAngvel(body.angvel(), true);
      leave(body);
      break;
    }
    case 'pass_through': {
      const groups = (one: RigidBody, bits: number): void => {
        for (let i = 0; i < one.numColliders(); i++) one.collider(i).setCollisionGroups(bits);
      };
      groups(body, PASSING);
      groups(bodyOf(through as string), MEETS_ALL_BUT_PASSING);
      body.wakeUp();
      break;
    }
    case 'hover':
      body.setGravityScale(0, true);
      body.setLinvel({ x: 0, y: 0, z: 0 }, true);
      body.setAngvel({ x: 0, y: 0, z: 0 }, true);
      break;
    case 'reverse':
    case 'gain_energy': {
      const factor = law === 'reverse' ? -1 : GAIN;
      body.setLinvel(times(body.linvel(), factor), true);
      body.setAngvel(times(body.angvel(), factor), true);
      break;
    }
  }
}

/** Takes a body away to where nothing sees or meets it. */
function leave(body: RigidBody): void {
  const { x, y, z } = body.translation();
  const [px, py, pz] = nowhere({ position: [x, y, z] });
  body.setBodyType(rapier().RigidBodyType.Fixed, true);
  body.setTranslation({ x: px, y: py, z: pz }, true);
}
