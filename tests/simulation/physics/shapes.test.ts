import { beforeAll, describe, expect, it } from 'vitest';
import type { Episode, WorldState } from '#src/core/episode.ts';
import { add, cross, type Vec3 } from '#src/core/pose.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createRayCaster } from '#src/physics/ray-caster.ts';
import { createFanCaster } from '#src/physics/sensors/fan-caster.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { minimalBall, minimalGround } from '../../fixtures/minimal-scene.ts';
import { CHANNEL, shapedScene, TABLE } from '../../fixtures/shaped-scene.ts';

beforeAll(loadPhysics);

const episodeOf = (changes: Readonly<Record<string, unknown>> = {}): Episode =>
  sampleEpisode(parseScene(shapedScene(changes), 'shapes.json'), 0);
const startOf = (episode: Episode): WorldState => {
  const world = createPhysicsWorld(episode);
  const state = world.state();
  world.dispose();
  return state;
};
const rowOf = (episode: Episode, name: string): number =>
  episode.bodies.findIndex((body) => body.name === name);

/** Where a body is after so many steps. */
function heightAfter(episode: Episode, name: string, steps: number): number {
  const world = createPhysicsWorld(episode);
  for (let i = 0; i < steps; i++) world.step();
  const height = world.state().positions[3 * rowOf(episode, name) + 2] as number;
  world.dispose();
  return height;
}

describe('fans of rays', () => {
  it('meet meshes and compounds where the engine does', () => {
    const episode = episodeOf();
    const state = startOf(episode);
    const rays = createRayCaster(episode);
    const elevations = Array.from({ length: 40 }, (_, i) => -0.9 + (i * 1.2) / 39);
    const cast = createFanCaster(episode.bodies, elevations, 50, () => true);
    const met = new Map<string, number>();
    for (const origin of [
      [0.3, -3, 1.4],
      [-2.2, 1, 1],
      [0, 1.2, 1.9],
    ] as readonly Vec3[]) {
      for (let k = 0; k < 120; k++) {
        const azimuth = (2 * Math.PI * k) / 120 + 0.013;
        const forward: Vec3 = [Math.cos(azimuth), Math.sin(azimuth), 0];
        const hits = cast(state, { origin, forward, up: [0, 0, 1] });
        elevations.forEach((elevation, ring) => {
          const direction = add(
            [0, 0, Math.sin(elevation)],
            forward.map((x) => x * Math.cos(elevation)) as unknown as Vec3,
          );
          const expected = rays.cast(state, origin, direction);
          const distance = hits.distances[ring]!;
          if (expected === null) {
            expect(distance).toBe(Number.POSITIVE_INFINITY);
            return;
          }
          const name = episode.bodies[hits.bodies[ring]!]!.name;
          // Where a ray grazes an edge, single precision may pass it.
          if (name !== expected.body || Math.abs(distance - expected.distance) > 1e-4 * distance) {
            met.set('grazing', (met.get('grazing') ?? 0) + 1);
            return;
          }
          met.set(name, (met.get(name) ?? 0) + 1);
          expect(hits.incidences[ring]).toBeGreaterThanOrEqual(0);
        });
      }
    }
    rays.dispose();
    for (const name of ['table', 'angle', 'pipe', 'ghost']) expect(met.get(name), name).toBeGreaterThan(30);
    expect(met.get('grazing') ?? 0).toBeLessThan(10);
  });

  it('know at what angle they meet a mesh', () => {
    const episode = episodeOf({
      bodies: [{ name: 'pipe', shape: CHANNEL, material: 'clay', motion: 'fixed' }],
    });
    const cast = createFanCaster(episode.bodies, [-Math.PI / 2, -1, -0.5], 50, () => true);
    const forward: Vec3 = [1, 0, 0];
    expect(cross(forward, [0, 0, 1])).toEqual([0, -1, 0]);
    const hits = cast(startOf(episode), { origin: [0.01, 0.05, 0.79], forward, up: [0, 0, 1] });
    // From the circle's middle every ray meets it head on, but for the chords' half angle of 1.25°.
    for (const incidence of hits.incidences) expect(incidence).toBeLessThan(0.04);
    for (const distance of hits.distances) expect(distance).toBeCloseTo(0.8, 1);
  });
});

describe('bodies of meshes and parts', () => {
  const ball = (z: number, changes = {}) =>
    minimalBall({ position: [0, 0, z], shape: { kind: 'sphere', radius: 0.1 }, ...changes });
  const still = { material: 'clay', motion: 'fixed' };

  it('carry what lies on them', () => {
    const onTable = episodeOf({
      bodies: [minimalGround(), { name: 'table', shape: TABLE, ...still, position: [0, 0, 0.5] }, ball(0.64)],
    });
    expect(heightAfter(onTable, 'ball', 240)).toBeCloseTo(0.625, 2);
    const inPipe = episodeOf({ bodies: [{ name: 'pipe', shape: CHANNEL, ...still }, ball(0.11)] });
    expect(heightAfter(inPipe, 'ball', 240)).toBeCloseTo(0.1, 2);
  });

  it('let through what is passable, one way and the other', () => {
    const ghost = episodeOf({ bodies: [minimalGround(), ball(1, { passable: true })] });
    expect(heightAfter(ghost, 'ball', 240)).toBeLessThan(-3);
    const table = { name: 'table', shape: TABLE, ...still, position: [0, 0, 0.5], passable: true };
    const through = episodeOf({ bodies: [minimalGround(), table, ball(1)] });
    expect(heightAfter(through, 'ball', 480)).toBeCloseTo(0.1, 2);
    const world = createPhysicsWorld(ghost);
    expect(world.castRay([0, 0, 3], [0, 0, -1])?.body).toBe('ball');
    world.dispose();
  });
});
