import { beforeAll, describe, expect, it } from 'vitest';
import { bodyIndex, type Episode, type WorldState } from '#src/core/episode.ts';
import { invertRigid, rotate, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { orientationOf, playEpisode, positionOf } from '../../fixtures/play-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const SEEDS = Array.from({ length: 8 }, (_, seed) => seed);

beforeAll(loadPhysics);

/** The states of 48 frames at 12 fps, under the action of each frame. */
const play = (episode: Episode, action?: (frame: number) => readonly [number, number]): WorldState[] =>
  playEpisode(episode, 48, 20, action);

/** How far out a body's centre is in the widest-off camera: 1 = the image's edge. */
function outwardness(episode: Episode, state: WorldState): number {
  const values = episode.cameras.flatMap((camera) =>
    episode.bodies.flatMap(({ shape }, i) => {
      if (shape.kind === 'plane') return [];
      const [x, y, z] = transformPoint(invertRigid(camera.worldFromCamera), positionOf(state, i));
      return [Math.max(Math.abs(x), Math.abs(y)) / z / Math.tan((camera.fovDeg * Math.PI) / 360)];
    }),
  );
  return Math.max(...values);
}

describe.each(['alignment/free-fall', 'alignment/dominoes', 'robots/push'])('%s', (name) => {
  const scene = readScene(name);

  it('keeps every body in view from the first frame to the last', () => {
    for (const seed of SEEDS) {
      const episode = sampleEpisode(scene, seed);
      const worst = Math.max(...play(episode).map((state) => outwardness(episode, state)));
      expect([seed, worst < 1, worst]).toEqual([seed, true, worst]);
    }
  });

  it('plays the same twice, whatever the order of its file', () => {
    const shuffled = parseScene({ ...scene, bodies: [...scene.bodies].reverse() }, name);
    const hashes = [scene, scene, shuffled].map((s) =>
      stateHash(play(sampleEpisode(s, 5)).at(-1) as WorldState),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it('begins without a jolt: nothing is thrown apart', () => {
    for (const seed of SEEDS) {
      const episode = sampleEpisode(scene, seed);
      const world = createPhysicsWorld(episode);
      for (let i = 0; i < 5; i++) world.step();
      const { linearVelocities } = world.state();
      world.dispose();
      expect(Math.max(...linearVelocities.map(Math.abs))).toBeLessThan(1);
    }
  });
});

it('free-fall: everything lands, bounces and stays on the floor', () => {
  const scene = readScene('alignment/free-fall');
  for (const seed of SEEDS) {
    const episode = sampleEpisode(scene, seed);
    const states = play(episode);
    episode.bodies.forEach((body, i) => {
      if (body.motion !== 'dynamic') return;
      expect(positionOf(states.at(-1) as WorldState, i)[2]).toBeLessThan(0.35);
      expect(Math.min(...states.map((state) => positionOf(state, i)[2]))).toBeGreaterThan(0.04);
    });
  }
});

it('dominoes: all of them fall, one after the other, within three seconds', () => {
  const scene = readScene('alignment/dominoes');
  for (const seed of SEEDS) {
    const episode = sampleEpisode(scene, seed);
    const states = play(episode);
    const lean = (state: WorldState, i: number): number => rotate(orientationOf(state, i), [0, 0, 1])[2];
    episode.bodies.forEach((body, i) => {
      if (body.motion !== 'dynamic') return;
      expect([seed, body.name, lean(states[36] as WorldState, i) < 0.7]).toEqual([seed, body.name, true]);
    });
    const falls = (name: string): number =>
      states.findIndex((state) => lean(state, bodyIndex(episode, name)) < 0.8);
    expect(falls('first')).toBeLessThan(falls('domino_4'));
  }
});

it('push: a pusher sent at a box moves it, and one that rests moves nothing', () => {
  const scene = readScene('robots/push');
  for (const seed of SEEDS) {
    const episode = sampleEpisode(scene, seed);
    const [pusher, box] = [bodyIndex(episode, 'pusher'), bodyIndex(episode, 'box_2')];
    const [from, to] = [pusher, box].map(
      (i) => (episode.bodies[i] as Episode['bodies'][number]).position,
    ) as [Vec3, Vec3];
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const speed = 0.4 / Math.sqrt(dx * dx + dy * dy);
    const moved = (states: WorldState[]): number => {
      const [a, b] = [positionOf(states[0] as WorldState, box), positionOf(states.at(-1) as WorldState, box)];
      return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
    };
    expect(moved(play(episode, () => [speed * dx, speed * dy]))).toBeGreaterThan(0.03);
    expect(moved(play(episode))).toBeLessThan(0.002);
  }
});
