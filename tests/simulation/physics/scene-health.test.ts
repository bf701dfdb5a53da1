import { beforeAll, describe, expect, it } from 'vitest';
import type { Body, Episode, WorldState } from '#src/core/episode.ts';
import { conjugate, dot, invertRigid, rotate, transformPoint, type Vec3 } from '#src/core/pose.ts';
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
];
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

beforeAll(loadPhysics);

/** kg, and the principal moments of inertia over it, m²; of the solid, uniform. */
function massAndInertia({ shape, material }: Body): readonly [mass: number, inertia: Vec3] {
  switch (shape.kind) {
    case 'box': {
      const [a, b, c] = shape.size;
      const [x, y, z] = [a * a, b * b, c * c];
      return [material.density * a * b * c, [(y + z) / 12, (x + z) / 12, (x + y) / 12]];
    }
    case 'sphere': {
      const s = (2 / 5) * shape.radius ** 2;
      return [(material.density * 4 * Math.PI * shape.radius ** 3) / 3, [s, s, s]];
    }
    case 'cylinder': {
      const across = shape.radius ** 2 / 4 + shape.height ** 2 / 12;
      const mass = material.density * Math.PI * shape.radius ** 2 * shape.height;
      return [mass, [across, across, shape.radius ** 2 / 2]];
    }
    default:
      throw new Error(`No inertia for ${shape.kind}.`);
  }
}

/** Kinetic and potential energy of everything that moves, J. */
function energyOf(episode: Episode, state: WorldState): number {
  return episode.bodies.reduce((sum, body, i) => {
    if (body.motion !== 'dynamic') return sum;
    const [mass, inertia] = massAndInertia(body);
    const v = velocityOf(state, i);
    const spin = rotate(conjugate(orientationOf(state, i)), spinOf(state, i));
    const turning = inertia[0] * spin[0] ** 2 + inertia[1] * spin[1] ** 2 + inertia[2] * spin[2] ** 2;
    return sum + mass * ((dot(v, v) + turning) / 2 - dot(episode.gravity, positionOf(state, i)));
  }, 0);
}

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
  const episodes = SEEDS.map((seed) => sampleEpisode(scene, seed));
  const plays: WorldState[][] = [];
  beforeAll(() => {
    for (const episode of episodes) plays.push(playEpisode(episode, 48, 20));
  });

  it('gains no energy: at most 5 % of a fall of one metre', () => {
    episodes.forEach((episode, seed) => {
      const states = plays[seed] as WorldState[];
      const weight = episode.bodies.reduce((sum, body) => {
        return body.motion === 'dynamic' ? sum + massAndInertia(body)[0] * 9.81 : sum;
      }, 0);
      const [start = 0, ...later] = states.map((state) => energyOf(episode, state));
      const rise = (Math.max(...later) - start) / weight;

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
    expect(new Set(plays.map((states) => states.at(-1)?.positions.join())).size).toBe(SEEDS.length);
  });
});
