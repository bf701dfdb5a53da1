import { beforeAll, expect, it } from 'vitest';
import { type Body, bodyIndex, type Episode, type WorldState } from '#src/core/episode.ts';
import { dot, length, rotate, subtract, type Vec3 } from '#src/core/pose.ts';
import { weighed } from '#src/physics/body-mass.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { orientationOf, playEpisode, positionOf, spinOf, velocityOf } from '../../fixtures/play-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const G = 9.81;

beforeAll(loadPhysics);

const bodyOf = (episode: Episode, name: string): Body => episode.bodies[bodyIndex(episode, name)] as Body;
const episodesOf = (name: string): Episode[] => SEEDS.map((seed) => sampleEpisode(readScene(name), seed));
/** Every physics step of the first `seconds`. */
const steps = (episode: Episode, seconds: number): WorldState[] =>
  playEpisode(episode, Math.round(seconds * episode.physicsRate) + 1, 1);
const turnOf = (episode: Episode, state: WorldState, joint: string): number =>
  state.joints?.positions[episode.joints.findIndex(({ name }) => name === joint)] as number;

/** Collects deviations; docs/physics.md tells the greatest of each. */
function record() {
  const errors: number[] = [];
  return {
    add: (error: number) => errors.push(Math.abs(error)),
    /** The greatest, after making sure that at least `least` were met. */
    worst: (least: number): number => {
      expect(errors.length).toBeGreaterThanOrEqual(least);
      return Math.max(...errors);
    },
  };
}

/** The complete elliptic integral of the first kind of modulus k. Source: the arithmetic-geometric mean. */
function elliptic(k: number): number {
  let [a, b] = [1, Math.sqrt(1 - k * k)];
  for (let i = 0; i < 10; i++) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
  return Math.PI / (2 * a);
}

it('pendulum: each swings with the period of its length and amplitude', () => {
  const period = record();
  for (const episode of episodesOf('understanding/pendulum')) {
    const states = steps(episode, 2.4);
    for (const name of ['short', 'middle', 'long']) {
      const mass = weighed(bodyOf(episode, name)).mass as NonNullable<Body['mass']>;
      const arm = length(mass.centerOfMass);
      const inertia = mass.principalInertia[0] + mass.mass * arm * arm;
      const turns = states.map((state) => turnOf(episode, state, `hinge_${name}`));
      const crossings = turns.flatMap((turn, i) => {
        const before = turns[i - 1] ?? 0;
        return i > 0 && before > 0 !== turn > 0 ? [i - 1 + before / (before - turn)] : [];
      });
      const [first, second] = crossings as [number, number];
      const expected =
        4 * Math.sqrt(inertia / (mass.mass * G * arm)) * elliptic(Math.sin((turns[0] as number) / 2));
      period.add((2 * (second - first)) / episode.physicsRate / expected - 1);
    }
  }
  expect(period.worst(60)).toBeLessThan(0.005);
});

it('newtons-cradle: the far ball takes the speed, and those between stay', () => {
  const [far, between] = [record(), record()];
  for (const episode of episodesOf('understanding/newtons-cradle')) {
    const resting = episode.bodies.filter(({ name }) => name.startsWith('bob_')).length;
    const last = bodyIndex(episode, `bob_${resting}`);
    const lifted = bodyIndex(episode, 'lifted');
    const states = steps(episode, 0.6);
    const spin = (state: WorldState, i: number): number => Math.abs(spinOf(state, i)[1]);
    const fastest = (i: number): number => Math.max(...states.map((state) => spin(state, i)));
    const incoming = fastest(lifted);
    far.add(fastest(last) / incoming - 1);
    const after = states.findIndex((state) => spin(state, last) > 0.9 * incoming) + 10;
    episode.bodies.forEach((body, i) => {
      if (body.class !== 'bob' || i === last) return;
      between.add(spin(states[after] as WorldState, i) / incoming);
    });
  }
  expect(far.worst(20)).toBeLessThan(0.03);
  expect(between.worst(60)).toBeLessThan(0.03);
});

it('gyroscope: it goes round at m g r / (I ω)', () => {
  const rate = record();
  const tips = record();
  for (const episode of episodesOf('alignment/gyroscope')) {
    const body = bodyOf(episode, 'gyroscope');
    const i = bodyIndex(episode, 'gyroscope');
    const { mass, centerOfMass, principalInertia } = weighed(body).mass as NonNullable<Body['mass']>;
    const expected =
      (mass * G * length(centerOfMass)) / (Math.max(...principalInertia) * length(body.angularVelocity));
    const axes = steps(episode, 4).map((state) => rotate(orientationOf(state, i), [1, 0, 0]));
    let turned = 0;
    axes.forEach(([x, y], k) => {
      const [fromX, fromY] = axes[Math.max(k - 1, 0)] as Vec3;
      turned += Math.atan2(fromX * y - fromY * x, fromX * x + fromY * y);
    });
    rate.add(turned / 4 / expected - 1);
    tips.add(Math.max(...axes.map((axis) => Math.abs(axis[2] - (axes[0] as Vec3)[2]))));
  }
  expect(rate.worst(20)).toBeLessThan(0.05);
  expect(tips.worst(20)).toBeLessThan(0.2);
});

it('u-slope: the ball keeps its energy, and climbs as high as it began', () => {
  const [energy, height] = [record(), record()];
  for (const episode of episodesOf('alignment/u-slope')) {
    const i = bodyIndex(episode, 'ball');
    const states = steps(episode, 3);
    // Where it would lie at the bottom.
    const z = (state: WorldState): number => positionOf(state, i)[2] - 0.201;
    const start = z(states[0] as WorldState);
    for (const state of states) {
      const [v, spin] = [velocityOf(state, i), spinOf(state, i)];
      const kinetic = (dot(v, v) + 0.4 * 0.1 ** 2 * dot(spin, spin)) / 2;
      energy.add((kinetic / G + z(state)) / start - 1);
    }
    const isRight = positionOf(states[0] as WorldState, i)[0] < 0;
    const there = states.filter((state) => positionOf(state, i)[0] > 0 === isRight);
    height.add(Math.max(...there.map(z)) / start - 1);
  }
  expect(energy.worst(20)).toBeLessThan(0.03);
  expect(height.worst(20)).toBeLessThan(0.03);
});

it('rolling: each goes down at g sin θ / (1 + I/mr²), the least inertia first', () => {
  const rolls = record();
  for (const episode of episodesOf('understanding/rolling')) {
    const down = rotate(bodyOf(episode, 'slope').orientation, [1, 0, 0]);
    const states = steps(episode, 1);
    const speeds = ['spool', 'ball', 'drum', 'wheel'].map((name) => {
      const i = bodyIndex(episode, name);
      const { shape } = bodyOf(episode, name);
      const told = weighed(bodyOf(episode, name)).mass;
      // About the axis of rolling, y: of the moments the one that stands alone.
      const share =
        told === undefined
          ? shape.kind === 'sphere'
            ? 0.4
            : 0.5
          : rollingMoment(told) / told.mass / 0.15 ** 2;
      const speed = (k: number): number => dot(velocityOf(states[k] as WorldState, i), down);
      rolls.add((speed(240) - speed(60)) / 0.75 / ((-down[2] * G) / (1 + share)) - 1);
      return speed(240);
    });
    expect(speeds).toEqual([...speeds].sort((a, b) => b - a));
  }
  expect(rolls.worst(80)).toBeLessThan(0.02);
});

function rollingMoment({ principalInertia, principalAxes }: NonNullable<Body['mass']>): number {
  const y = principalInertia.map((_, k) => {
    const axis = rotate(principalAxes, [k === 0 ? 1 : 0, k === 1 ? 1 : 0, k === 2 ? 1 : 0]);
    return Math.abs(axis[1]);
  });
  return principalInertia[y.indexOf(Math.max(...y))] as number;
}

it('support: what has its centre of mass over the wall stays, what has not falls', () => {
  const seen = { stays: 0, falls: 0 };
  for (const episode of episodesOf('understanding/support')) {
    const last = playEpisode(episode, 37, 20).at(-1) as WorldState;
    for (const name of ['plank', 'crate', 'hammer']) {
      const body = bodyOf(episode, name);
      const center = body.position[0] + (weighed(body).mass?.centerOfMass[0] ?? 0);
      // Nearer to the edge the contact's softness decides.
      if (Math.abs(center) < 0.005) continue;
      const fell = positionOf(last, bodyIndex(episode, name))[2] < body.position[2] - 0.1;
      expect([episode.seed, name, center, fell]).toEqual([episode.seed, name, center, center > 0]);
      seen[fell ? 'falls' : 'stays']++;
    }
  }
  expect(Math.min(seen.falls, seen.stays)).toBeGreaterThan(15);
});

it('containment: balls stay in the box, and the stray stays where it is', () => {
  const strays = record();
  for (const episode of episodesOf('understanding/containment')) {
    const states = playEpisode(episode, 49, 20);
    const [first, last] = [states[0] as WorldState, states.at(-1) as WorldState];
    const box = bodyIndex(episode, 'box');
    episode.bodies.forEach((body, i) => {
      if (body.class !== 'ball') return;
      if (body.name === 'stray') {
        strays.add(length(subtract(positionOf(last, i), positionOf(first, i))));
        return;
      }
      const [x, y, z, w] = orientationOf(last, box);
      const [px, py, pz] = rotate([-x, -y, -z, w], subtract(positionOf(last, i), positionOf(last, box)));
      const within = Math.abs(px) < 0.3 && Math.abs(py) < 0.2 && pz > 0.02 && pz < 0.3;
      expect([episode.seed, body.name, within]).toEqual([episode.seed, body.name, true]);
    });
  }
  expect(strays.worst(20)).toBeLessThan(0.002);
});
