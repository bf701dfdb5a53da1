import { beforeAll, describe, expect, it } from 'vitest';
import { bodyIndex, type Episode, type WorldState } from '#src/core/episode.ts';
import { rotate } from '#src/core/pose.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { carOf } from '#src/scene/actors/car-bodies.ts';
import { CAR_MODELS } from '#src/scene/actors/car-models.ts';
import { carEpisode } from '../../../fixtures/car-episode.ts';
import { orientationOf, positionOf, spinOf, velocityOf } from '../../../fixtures/play-episode.ts';

beforeAll(loadPhysics);

/** States a physics step apart under one action, or under that of each step. */
function play(
  episode: Episode,
  steps: number,
  action: (step: number, state: WorldState) => readonly [number, number, number],
): WorldState[] {
  const world = createPhysicsWorld(episode);
  const states = [world.state()];
  for (let step = 0; step < steps; step++) {
    world.setAction(Float32Array.from(action(step, states.at(-1) as WorldState)));
    world.step();
    states.push(world.state());
  }
  world.dispose();
  return states;
}

const speedOf = (state: WorldState, body: number): number => {
  const [x, y] = velocityOf(state, body);
  return Math.sqrt(x * x + y * y);
};

/** Keeps a speed, m/s, by throttle and brake. */
const hold =
  (body: number, speed: number, steering: number) =>
  (_step: number, state: WorldState): readonly [number, number, number] => {
    const lack = speed - speedOf(state, body);
    return [Math.min(Math.max(lack, 0), 1), Math.min(Math.max(-lack, 0), 1), steering];
  };

describe('the car at low speed', () => {
  it.each([
    [2, 0.1],
    [3, 0.25],
    [4, -0.3],
    [3, 0.5],
  ])('turns as the kinematic bicycle does, within 5 percent: %s m/s, %s rad', (speed, steering) => {
    const episode = carEpisode(speed);
    const ego = bodyIndex(episode, 'ego');
    const states = play(episode, 240 * 6, hold(ego, speed, steering));
    const { wheelbase } = carOf('ego', 'sedan');
    // The bicycle's speed is that of its rear axle: yaw rate = v tan δ / L. Source: Rajamani, Vehicle Dynamics, 2.2.
    const settled = states.slice(240 * 3);
    const mean = (of: (state: WorldState) => number): number =>
      settled.reduce((sum, state) => sum + of(state), 0) / settled.length;
    const rear = mean((state) => {
      const ahead = rotate(orientationOf(state, ego), [1, 0, 0]);
      const v = velocityOf(state, ego);
      return v[0] * ahead[0] + v[1] * ahead[1];
    });
    const expected = (rear * Math.tan(steering)) / wheelbase;
    const got = mean((state) => spinOf(state, ego)[2]);

    expect(Math.abs(got / expected - 1)).toBeLessThan(0.05);
  });

  it('goes straight on without steering, and stands where it stands', () => {
    const rolling = play(carEpisode(8), 480, () => [0.2, 0, 0]).at(-1) as WorldState;
    const standing = play(carEpisode(0), 960, () => [0, 0.5, 0]).at(-1) as WorldState;
    const ego = bodyIndex(carEpisode(0), 'ego');
    expect(Math.abs(positionOf(rolling, ego)[1])).toBeLessThan(1e-3);
    expect(positionOf(standing, ego)[0]).toBeCloseTo(0, 3);
    expect(positionOf(standing, ego)[2]).toBeCloseTo(carOf('ego', 'sedan').rideHeight, 2);
  });
});

describe('the brakes', () => {
  it.each([5, 10, 15, 20])('stop from %s m/s within 8 percent of v²/(2 µ g)', (speed) => {
    const episode = carEpisode(speed);
    const ego = bodyIndex(episode, 'ego');
    const states = play(episode, 240 * 4, () => [0, 1, 0]);
    const stop = states.find((state) => speedOf(state, ego) < 0.01) as WorldState;
    const { friction } = carOf('ego', 'sedan');
    const expected = speed ** 2 / (2 * friction * 9.81);
    expect(Math.abs(positionOf(stop, ego)[0] / expected - 1)).toBeLessThan(0.08);
  });
});

describe.each(CAR_MODELS)('a %s', (model) => {
  it('does not tip over, whatever is done with it at 15 m/s', () => {
    const robot = { kind: 'car', name: 'ego', model, position: [0, 0], speed: 15, driver: { speed: 15 } };
    const episode = carEpisode(15, { robot });
    const ego = bodyIndex(episode, 'ego');
    const swerve = play(episode, 240 * 4, (step) => [0.3, 0, step % 480 < 240 ? 0.6 : -0.6]);
    const lean = Math.min(...swerve.map((state) => rotate(orientationOf(state, ego), [0, 0, 1])[2]));
    expect(lean).toBeGreaterThan(Math.cos(0.25));
  });
});

it('wheels stand on the road below their car, roll as far as it goes and steer', () => {
  const episode = carEpisode(6);
  const { wheelRadius, wheels, track, frontAxle } = carOf('ego', 'sedan');
  const [ego, wheel] = ['ego', wheels[0]].map((name) => bodyIndex(episode, name)) as [number, number];
  const states = play(episode, 240, hold(ego, 6, 0));
  let rolled = 0;
  states.forEach((state, i) => {
    const [x, y, z] = positionOf(state, wheel);
    expect(z).toBeCloseTo(wheelRadius, 2);
    expect(y).toBeCloseTo(track / 2, 2);
    expect(x - positionOf(state, ego)[0]).toBeCloseTo(frontAxle, 1);
    if (i > 0) rolled += spinOf(state, wheel)[1] / 240;
  });
  const went = positionOf(states.at(-1) as WorldState, ego)[0];
  expect(rolled * wheelRadius).toBeCloseTo(went, 1);

  const steered = play(episode, 240, hold(ego, 3, 0.4)).at(-1) as WorldState;
  const axle = rotate(orientationOf(steered, wheel), [0, 1, 0]);
  const side = rotate(orientationOf(steered, ego), [0, 1, 0]);
  const cosine = axle[0] * side[0] + axle[1] * side[1] + axle[2] * side[2];
  expect(Math.acos(cosine)).toBeGreaterThan(0.38);
});

it('a snapshot holds all that a car and its world know: what follows is the same to the bit', () => {
  const episode = carEpisode(9, {
    actors: [
      { kind: 'car', name: 'other', position: [20, 0.4], speed: 4, driver: { speed: 6 } },
      {
        kind: 'pedestrian',
        name: 'walker',
        path: [
          [9, -1.2],
          [9, 3],
        ],
        speed: 1.4,
      },
    ],
  });
  const world = createPhysicsWorld(episode);
  world.setAction(Float32Array.of(0.6, 0, 0.04));
  // The walker is knocked down on the way, and the other car is run into.
  for (let moment = 0; moment < 8; moment++) {
    const twin = createPhysicsWorld(episode, structuredClone(world.snapshot()));
    for (let i = 0; i < 60; i++) {
      world.step();
      twin.step();
    }
    expect(stateHash(twin.state())).toBe(stateHash(world.state()));
    expect(twin.drainEvents()).toEqual(world.drainEvents());
    twin.dispose();
  }
  const walker = bodyIndex(episode, 'walker');
  expect(positionOf(world.state(), walker)[0]).toBeGreaterThan(11);
  expect(rotate(orientationOf(world.state(), walker), [0, 0, 1])[2]).toBeLessThan(0.8);
  world.dispose();
});

describe('a car that stands', () => {
  const parked = { kind: 'car', name: 'parked', position: [14, 0] };

  it('rests to the bit, until somebody runs into it, and comes to rest again', () => {
    const episode = carEpisode(12, { actors: [parked] });
    const other = bodyIndex(episode, 'parked');
    const states = play(episode, 240 * 5, (step) => [0, step < 360 ? 0 : 1, 0]);
    const shift = (step: number): number =>
      positionOf(states[step] as WorldState, other)[0] - positionOf(states[20] as WorldState, other)[0];
    expect(shift(120)).toBe(0);
    expect(shift(360)).toBeGreaterThan(0.3);
    expect(positionOf(states[1199] as WorldState, other)).toEqual(
      positionOf(states[1200] as WorldState, other),
    );
  });

  it('drives off when it is told to, and goes on from its rest to the bit', () => {
    const episode = carEpisode(0);
    const ego = bodyIndex(episode, 'ego');
    const world = createPhysicsWorld(episode);
    world.setAction(Float32Array.of(0, 1, 0));
    for (let i = 0; i < 240; i++) world.step();
    const again = createPhysicsWorld(episode, structuredClone(world.snapshot()));
    for (const one of [world, again]) {
      const { positions } = one.state();
      one.step();
      expect(one.state().positions).toEqual(positions);
      one.setAction(Float32Array.of(1, 0, 0.2));
      for (let i = 0; i < 240; i++) one.step();
    }
    expect(speedOf(world.state(), ego)).toBeGreaterThan(3);
    expect(stateHash(again.state())).toBe(stateHash(world.state()));
    again.dispose();
    world.dispose();
  });
});
