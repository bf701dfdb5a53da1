import { beforeAll, describe, expect, it } from 'vitest';
import type { Body, Episode } from '#src/core/episode.ts';
import type { Joint } from '#src/core/joint.ts';
import { IDENTITY_QUATERNION, type Vec3 } from '#src/core/pose.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { buildWorld, restoreWorld } from '#src/physics/build-world.ts';
import { followLeaders } from '#src/physics/joints/build-joints.ts';
import type { BuiltJoint } from '#src/physics/joints/built-joint.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createStateReader } from '#src/physics/read-state.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { readScene } from '../../../fixtures/read-scene.ts';

beforeAll(loadPhysics);

const DT = 1 / 240;
const ORIGIN: Vec3 = [0, 0, 0];
const HERE = { position: ORIGIN, orientation: IDENTITY_QUATERNION };

const joint = (over: Partial<Joint>): Joint => ({
  ...{ name: 'joint', kind: 'continuous', parent: 'base', child: 'arm' },
  ...{ parentFromJoint: HERE, childFromJoint: HERE, axis: [0, 1, 0], limits: null },
  ...{ damping: 0, friction: 0, mimic: null },
  ...{ maxEffort: Number.POSITIVE_INFINITY, maxVelocity: Number.POSITIVE_INFINITY },
  ...over,
});

/** A base that is fixed at the origin and arms there of 1 kg and 1 kg·m², whose centres of mass lie at `center`. */
function episodeOf(joints: readonly Joint[], gravity: Vec3 = ORIGIN, center: Vec3 = ORIGIN): Episode {
  const episode = sampleEpisode(readScene('alignment/free-fall'), 0);
  const [like] = episode.bodies as [Body];
  const still = {
    position: ORIGIN,
    orientation: IDENTITY_QUATERNION,
    linearVelocity: ORIGIN,
    angularVelocity: ORIGIN,
  };
  const shape = { kind: 'box', size: [0.2, 0.2, 0.2] } as const;
  const mass = {
    ...{ mass: 1, centerOfMass: center, principalInertia: [1, 1, 1] as const },
    principalAxes: IDENTITY_QUATERNION,
  };
  const children = [...new Set(joints.map(({ child }) => child))];
  const bodies: Body[] = [
    ...children.map(
      (name): Body => ({ ...like, ...still, name, shape, mass, motion: 'dynamic', passable: true }),
    ),
    { ...like, ...still, name: 'base', shape, motion: 'fixed', passable: true },
  ];
  return {
    ...episode,
    gravity,
    bodies: bodies.sort((a, b) => (a.name < b.name ? -1 : 1)),
    joints,
    sensors: [],
  };
}

/** Plays `seconds`, calling `move` before each step; tells the joint's position and velocity after each. */
function play(
  episode: Episode,
  seconds: number,
  move: (joints: readonly BuiltJoint[], step: number) => void = () => {},
) {
  const built = buildWorld(episode);
  const positions: number[] = [];
  const velocities: number[] = [];
  for (let step = 0; step < Math.round(seconds / DT); step++) {
    for (const one of built.joints) one.beginStep();
    move(built.joints, step);
    followLeaders(built.joints);
    built.world.step();
    positions.push(built.joints[0]?.position() ?? 0);
    velocities.push(built.joints[0]?.velocity() ?? 0);
  }
  const state = createStateReader(episode, built)(positions.length);
  built.world.free();
  return {
    positions,
    velocities,
    state,
    last: positions.at(-1) as number,
    speed: velocities.at(-1) as number,
  };
}

const only = (joints: readonly BuiltJoint[]): BuiltJoint => joints[0] as BuiltJoint;

describe('a joint', () => {
  it('turns by effort ÷ inertia × time, about its axis, whichever that is', () => {
    const s = Math.SQRT1_2;
    for (const axis of [
      [1, 0, 0],
      [0, 1, 0],
      [-1, 0, 0],
      [0, s, -s],
      [0.6, 0, 0.8],
    ] as Vec3[]) {
      const { speed, last, state } = play(episodeOf([joint({ axis })]), 0.5, (all) =>
        only(all).applyEffort(2),
      );
      expect(speed).toBeCloseTo(1, 3);
      expect(last).toBeCloseTo(0.25, 2);
      const turn = state.angularVelocities.subarray(0, 3);
      for (const k of [0, 1, 2] as const) expect(turn[k]).toBeCloseTo(axis[k], 3);
      expect(state.joints?.efforts[0]).toBe(2);
    }
  });

  it('slides by effort ÷ mass × time along its axis', () => {
    const episode = episodeOf([joint({ kind: 'prismatic', axis: [0, 0.6, 0.8] })]);
    const { speed, last, state } = play(episode, 0.5, (all) => only(all).applyEffort(3));
    expect(speed).toBeCloseTo(1.5, 4);
    expect(last).toBeCloseTo(0.375, 2);
    expect(state.positions[2]).toBeCloseTo(0.8 * last, 5);
  });

  it('slows by its damping, exponentially, and by its friction, evenly, until it sticks', () => {
    const spun = (over: Partial<Joint>, seconds: number) =>
      play(episodeOf([joint(over)]), seconds, (all, step) => step < 24 && only(all).applyEffort(10)).speed;
    expect(spun({ damping: 2 }, 0.6)).toBeCloseTo((10 / 2) * (1 - Math.exp(-0.2)) * Math.exp(-1), 2);
    expect(spun({ friction: 0.5 }, 0.6)).toBeCloseTo(0.95 - 0.25, 3);
    expect(spun({ friction: 0.5 }, 2.1)).toBeCloseTo(0, 5);
    const held = play(episodeOf([joint({ friction: 0.5 })]), 1, (all) => only(all).applyEffort(0.45));
    expect(Math.abs(held.last)).toBeLessThan(1e-4);
    const slips = play(episodeOf([joint({ friction: 0.5 })]), 1, (all) => only(all).applyEffort(0.7));
    expect(slips.speed).toBeCloseTo(0.2, 3);
  });

  it('stays within its limits, wherever in a turn they lie', () => {
    const limits: (readonly [number, number])[] = [
      [-0.5, 0.5],
      [1, 2],
      [-2.9, 2.9],
      [-0.1, 5],
      [2.5, 4],
    ];
    for (const [low, high] of limits) {
      const pushed = (effort: number) =>
        play(episodeOf([joint({ kind: 'revolute', limits: [low, high] })]), 4, (all) =>
          only(all).applyEffort(effort),
        );
      expect(pushed(3).last).toBeCloseTo(high, 2);
      expect(pushed(-3).last).toBeCloseTo(low, 2);
    }
  });

  it('goes where it is driven, by stiffness and damping, within its effort', () => {
    const gains = { stiffness: 100, damping: 4 };
    const { positions } = play(episodeOf([joint({})]), 1, (all) => only(all).drivePosition(0.1, gains));
    const [omega, zeta] = [10, 0.2];
    const damped = omega * Math.sqrt(1 - zeta ** 2);
    positions.forEach((position, step) => {
      const t = (step + 1) * DT;
      const swing = Math.cos(damped * t) + ((zeta * omega) / damped) * Math.sin(damped * t);
      expect(Math.abs(position - 0.1 * (1 - Math.exp(-zeta * omega * t) * swing))).toBeLessThan(0.001);
    });
    const weak = play(episodeOf([joint({ maxEffort: 0.5 })]), 0.5, (all) =>
      only(all).drivePosition(1, gains),
    );
    expect(weak.speed).toBeCloseTo(0.25, 3);
    expect(weak.state.joints?.efforts[0]).toBe(0.5);
    const steady = play(episodeOf([joint({ damping: 1 })]), 2, (all) => only(all).driveVelocity(2, 50));
    expect(steady.speed).toBeCloseTo((2 * 50) / 51, 3);
    expect(steady.state.joints?.efforts[0]).toBeCloseTo(100 / 51, 1);
  });

  it('reaches the far end of wide limits the way that is open', () => {
    const episode = episodeOf([joint({ kind: 'revolute', limits: [-2.9, 2.9] })]);
    const gains = { stiffness: 400, damping: 40 };
    const there = play(episode, 4, (all, step) => only(all).drivePosition(step < 480 ? -2.8 : 2.8, gains));
    expect(there.last).toBeCloseTo(2.8, 3);
  });

  it('tells the effort that holds its load', () => {
    const episode = episodeOf([joint({})], [0, 0, -9.81], [0.5, 0, 0]);
    const { state, last } = play(episode, 3, (all) =>
      only(all).drivePosition(0, { stiffness: 1000, damping: 100 }),
    );
    // About y, by the right hand, x sinks.
    expect(state.joints?.efforts[0]).toBeCloseTo(-9.81 * 0.5 * Math.cos(last), 1);
  });

  it('follows the joint that it mimics', () => {
    const joints = [
      joint({ name: 'a', child: 'arm' }),
      joint({ name: 'b', child: 'brm', mimic: { joint: 'a', multiplier: -2, offset: 0.1 } }),
    ];
    const { state } = play(episodeOf(joints), 1, (all) =>
      only(all).drivePosition(0.4, { stiffness: 400, damping: 40 }),
    );
    expect(state.joints?.positions[0]).toBeCloseTo(0.4, 3);
    expect(state.joints?.positions[1]).toBeCloseTo(0.1 - 0.8, 3);
  });

  it('is refused where it holds nothing', () => {
    const bad = (over: Partial<Joint>) => () => createPhysicsWorld(episodeOf([joint(over)]));
    expect(bad({ parent: 'bass' })).toThrow('joint "joint" parent must name a body, got "bass"');
    expect(bad({ limits: [1, -1] })).toThrow('limits must be [low, high], got [1,-1]');
    expect(bad({ axis: [0, 0, 2] })).toThrow('axis must be of unit length');
  });
});

it('a driven world goes on from its snapshot to the bit, motors, efforts and friction and all', () => {
  const joints = [
    joint({ name: 'a', child: 'arm', friction: 0.3, damping: 0.1 }),
    joint({ name: 'b', kind: 'prismatic', parent: 'arm', child: 'brm', axis: [1, 0, 0], limits: [-1, 1] }),
    joint({ name: 'c', kind: 'ball', parent: 'brm', child: 'crm', friction: 0.1 }),
  ];
  const episode = episodeOf(joints, [0, 0, -9.81], [0.3, 0.1, 0]);
  const built = buildWorld(episode);
  const step = ({ joints: [a, b], world }: ReturnType<typeof buildWorld>, tell: boolean): void => {
    for (const one of [a, b]) one?.beginStep();
    if (tell) a?.drivePosition(0.5, { stiffness: 50, damping: 3 });
    b?.applyEffort(2.5);
    world.step();
  };
  for (let i = 0; i < 100; i++) step(built, true);
  const twin = restoreWorld(
    episode,
    built.world.takeSnapshot(),
    built.joints.map((one) => one.drive()),
  );
  expect(stateHash(createStateReader(episode, twin)(100))).toBe(
    stateHash(createStateReader(episode, built)(100)),
  );
  for (let i = 0; i < 100; i++) {
    // The motor goes on as it was told before.
    step(built, false);
    step(twin, false);
    expect(stateHash(createStateReader(episode, twin)(i))).toBe(
      stateHash(createStateReader(episode, built)(i)),
    );
  }
});

it('bodies of many pieces begin and cease to touch once, and what is passable never does', () => {
  const episode = sampleEpisode(readScene('alignment/free-fall'), 0);
  const [like] = episode.bodies as [Body];
  const still = { orientation: IDENTITY_QUATERNION, linearVelocity: ORIGIN, angularVelocity: ORIGIN };
  const foot = (x: number) => ({
    ...{ shape: { kind: 'box', size: [0.1, 0.1, 0.1] } as const, position: [x, 0, 0] as const },
    ...{ orientation: IDENTITY_QUATERNION, material: null, role: 'both' as const },
  });
  const table = { kind: 'compound', parts: [foot(-0.3), foot(0.3), foot(0)] } as const;
  const bodies: Body[] = [
    {
      ...like,
      ...still,
      name: 'floor',
      shape: { kind: 'plane', size: 4 },
      motion: 'fixed',
      position: ORIGIN,
    },
    {
      ...like,
      ...still,
      name: 'ghost',
      shape: table,
      motion: 'dynamic',
      position: [2, 0, 1],
      passable: true,
    },
    { ...like, ...still, name: 'table', shape: table, motion: 'dynamic', position: [0, 0, 0.2] },
  ];
  const world = createPhysicsWorld({ ...episode, bodies, sensors: [] });
  for (let i = 0; i < 480; i++) world.step();
  const events = world.drainEvents();
  expect(events.filter(({ a, b }) => a === 'ghost' || b === 'ghost')).toEqual([]);
  const begins = events.filter(({ kind }) => kind === 'contact_begin').length;
  expect(begins - events.filter(({ kind }) => kind === 'contact_end').length).toBe(1);
  expect(world.contacts(2).bodies).toBe(1);
  expect(world.contacts(2).normalForce[2]).toBeCloseTo(world.mass(2) * 9.81, 0);
  expect(world.mass(1)).toBeCloseTo(world.mass(2), 4);
  world.dispose();
});
