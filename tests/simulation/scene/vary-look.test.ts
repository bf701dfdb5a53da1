import { beforeAll, describe, expect, it } from 'vitest';
import type { Episode, WorldState } from '#src/core/episode.ts';
import { type Quaternion, subtract, type Vec3 } from '#src/core/pose.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createRayCaster } from '#src/physics/ray-caster.ts';
import { overlaps } from '#src/scene/overlap.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { farthestPoint, type Solid } from '#src/scene/shape-support.ts';
import { varyLook } from '#src/scene/vary-look.ts';
import { mixedPolicy } from '#src/simulator/policies/mixed.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const FRAMES = 60;
const STEPS_A_FRAME = 20;

beforeAll(loadPhysics);

/** Five seconds at 12 fps under the policy of datasets. */
function play(episode: Episode): readonly WorldState[] {
  const world = createPhysicsWorld(episode);
  const policy = mixedPolicy(episode);
  const states = [world.state()];
  for (let frame = 1; frame < FRAMES; frame++) {
    if (policy !== null) world.setAction(policy(frame - 1, states.at(-1) as WorldState));
    for (let step = 0; step < STEPS_A_FRAME; step++) world.step();
    states.push(world.state());
  }
  world.dispose();
  return states;
}

/** The episode's bodies but planes, where a state has them. */
function solidsAt(episode: Episode, state: WorldState): readonly Solid[] {
  return episode.bodies.flatMap(({ shape }, i) => {
    if (shape.kind === 'plane') return [];
    const position = Array.from(state.positions.subarray(3 * i, 3 * i + 3)) as unknown as Vec3;
    const orientation = Array.from(state.orientations.subarray(4 * i, 4 * i + 4)) as unknown as Quaternion;
    return [{ shape, position, orientation }];
  });
}

/** A state in which the decor stands where it is. */
const stillState = ({ decor }: Episode): WorldState => ({
  step: 0,
  positions: Float64Array.from(decor.flatMap(({ position }) => position)),
  orientations: Float64Array.from(decor.flatMap(({ orientation }) => orientation)),
  linearVelocities: new Float64Array(3 * decor.length),
  angularVelocities: new Float64Array(3 * decor.length),
});

const DIRECTIONS: readonly Vec3[] = [-1, 1].flatMap((x) =>
  [-1, 1].flatMap((y) => [-1, 1].map((z): Vec3 => [x, y, z])),
);

describe.each(['alignment/free-fall', 'alignment/dominoes', 'robots/push'])('a varied look of %s', (name) => {
  const scene = readScene(name);
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);

  it('changes no trajectory, bit for bit', () => {
    for (const seed of seeds.slice(0, 6)) {
      const episode = sampleEpisode(scene, seed);
      expect(play(varyLook(episode)).map(stateHash)).toEqual(play(episode).map(stateHash));
    }
  });

  it('has clutter that no body ever enters, and that stands apart', () => {
    for (const seed of seeds) {
      const episode = varyLook(sampleEpisode(scene, seed));
      episode.decor.forEach((piece, i) => {
        for (const other of episode.decor.slice(i + 1)) expect(overlaps(piece, other)).toBe(false);
      });
      for (const state of play(episode))
        for (const solid of solidsAt(episode, state))
          for (const piece of episode.decor) expect(overlaps(solid, piece)).toBe(false);
    }
  });

  it('has clutter that never hides a body from a camera', () => {
    for (const seed of seeds.slice(0, 8)) {
      const episode = varyLook(sampleEpisode(scene, seed));
      const rays = createRayCaster({ ...episode, bodies: episode.decor });
      const still = stillState(episode);
      for (const state of play(episode).filter((_, frame) => frame % 4 === 0)) {
        for (const { worldFromCamera: m } of episode.cameras) {
          const eye: Vec3 = [m[3]!, m[7]!, m[11]!];
          for (const solid of solidsAt(episode, state))
            for (const direction of DIRECTIONS) {
              const hit = rays.cast(still, eye, subtract(farthestPoint(solid, direction), eye));
              expect(hit === null || hit.distance > 1).toBe(true);
            }
        }
      }
      rays.dispose();
    }
  });
});
