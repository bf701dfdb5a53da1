import { beforeAll, describe, expect, it } from 'vitest';
import type { Body, Episode, MassProperties, Shape, WorldState } from '#src/core/episode.ts';
import {
  add,
  conjugate,
  dot,
  IDENTITY_QUATERNION,
  invertRigid,
  rotate,
  transformPoint,
} from '#src/core/pose.ts';
import { weighed } from '#src/physics/body-mass.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { orientationOf, playEpisode, positionOf, spinOf, velocityOf } from '../../fixtures/play-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const SCENES = [
  'alignment/planar-slope',
  'alignment/stable-stack',
  'alignment/unstable-stack',
  'alignment/seesaw',
  'understanding/collision',
  'understanding/bounce',
  'understanding/sliding-friction',
  'understanding/projectile',
  'understanding/occluder',
  'alignment/u-slope',
  'alignment/gyroscope',
  'understanding/rolling',
  'understanding/pendulum',
  'understanding/newtons-cradle',
  'understanding/support',
];
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
/** A cradle's seconds take as long as those of all other scenes together; WORLDWRIGHT_SWEEP=whole asks for all. */
const seedsOf = (name: string): readonly number[] =>
  name === 'understanding/newtons-cradle' && process.env['WORLDWRIGHT_SWEEP'] !== 'whole'
    ? SEEDS.slice(0, 8)
    : SEEDS;

beforeAll(loadPhysics);

const weights = new Map<Body, MassProperties>();

/** A body's own mass, or that of its solid shape, uniform; weighed once, not at every state. */
function massOf(body: Body): MassProperties {
  const mass =
    weights.get(body) ?? (weighed({ ...body, shape: compoundOf(body.shape) }).mass as MassProperties);
  weights.set(body, mass);
  return mass;
}

const compoundOf = (shape: Shape): Shape =>
  shape.kind === 'plane' || shape.kind === 'compound'
    ? shape
    : { kind: 'compound', parts: [{ shape, ...HERE, material: null, role: 'both' }] };
const HERE = { position: [0, 0, 0], orientation: IDENTITY_QUATERNION } as const;

/** Kinetic and potential energy of everything that moves, J. */
function energyOf(episode: Episode, state: WorldState): number {
  return episode.bodies.reduce((sum, body, i) => {
    if (body.motion !== 'dynamic') return sum;
    const { mass, centerOfMass, principalInertia, principalAxes } = massOf(body);
    const v = velocityOf(state, i);
    const bodyFromWorld = conjugate(orientationOf(state, i));
    const spin = rotate(conjugate(principalAxes), rotate(bodyFromWorld, spinOf(state, i)));
    const turning = principalInertia.reduce((all, moment, k) => all + moment * (spin[k] as number) ** 2, 0);
    const center = add(positionOf(state, i), rotate(orientationOf(state, i), centerOfMass));
    return sum + (mass * dot(v, v) + turning) / 2 - mass * dot(episode.gravity, center);
  }, 0);
}

/** The same places, without motion. */
const atRest = (state: WorldState): WorldState => ({
  ...state,
  linearVelocities: new Float64Array(state.linearVelocities.length),
  angularVelocities: new Float64Array(state.angularVelocities.length),
});

/** How far out the body's centre is in the camera that has it nearest its middle: 1 = the image's edge. */
function outwardness(episode: Episode, state: WorldState, body: number): number {
  const values = episode.cameras.map(({ worldFromCamera, fovDeg }) => {
    const [x, y, z] = transformPoint(invertRigid(worldFromCamera), positionOf(state, body));
    return z > 0 ? Math.max(Math.abs(x), Math.abs(y)) / z / Math.tan((fovDeg * Math.PI) / 360) : Infinity;
  });
  return Math.min(...values);
}

describe.each(SCENES)('%s', (name) => {
  const scene = readScene(name);
  // Four seconds at 12 frames a second; sampling refuses overlaps, states that are not finite throw.
  const episodes = seedsOf(name).map((seed) => sampleEpisode(scene, seed));
  const plays: WorldState[][] = [];
  beforeAll(() => {
    for (const episode of episodes) plays.push(playEpisode(episode, 48, episode.physicsRate / 12));
  });

  it('gains no energy: at most 5 % of a fall of one metre, or of its motion at the start', () => {
    episodes.forEach((episode, seed) => {
      const states = plays[seed] as WorldState[];
      const weight = episode.bodies.reduce((sum, body) => {
        return body.motion === 'dynamic' ? sum + massOf(body).mass * 9.81 : sum;
      }, 0);
      const [start = 0, ...later] = states.map((state) => energyOf(episode, state));
      // A wheel that spins has far more energy than its weight would tell.
      const still = energyOf(episode, atRest(states[0] as WorldState));
      const rise = (Math.max(...later) - start) / Math.max(weight, start - still);

      expect([seed, rise < 0.05, rise]).toEqual([seed, true, rise]);
    });
  });

  it('keeps every body that moves in view of a camera', () => {
    episodes.forEach((episode, seed) => {
      episode.bodies.forEach((body, i) => {
        if (body.motion !== 'dynamic') return;
        const worst = Math.max(...(plays[seed] as WorldState[]).map((s) => outwardness(episode, s, i)));
        expect([seed, body.name, worst < 1, worst]).toEqual([seed, body.name, true, worst]);
      });
    });
  });

  it('is told apart by its seeds', () => {
    expect(
      new Set(plays.map((states) => [states.at(-1)?.positions, states.at(-1)?.orientations].join())).size,
    ).toBe(episodes.length);
  });
});
