import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Episode, WorldState } from '#src/core/episode.ts';
import type { Lens } from '#src/core/lens.ts';
import { type Driver, openDriver } from '#src/device/driver-node.ts';
import { createPhysicsWorld } from '#src/physics/physics-world.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createRayCaster } from '#src/physics/ray-caster.ts';
import { createRenderer, type Renderer } from '#src/render/renderer.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { drawFrame } from '../../fixtures/draw-frame.ts';
import { readScene } from '../../fixtures/read-scene.ts';
import { castView, emptyView } from './ray-view.ts';

const SIZE = 128;

let driver: Driver;
let renderer: Renderer;

beforeAll(async () => {
  await loadPhysics();
  driver = await openDriver('auto');
  renderer = await createRenderer(driver.device);
});

afterAll(() => {
  renderer.close();
  driver.close();
});

const lenses: [what: string, lens: Lens, fovDeg: number][] = [
  ['a barrel', { kind: 'brown-conrady', k1: -0.25, k2: 0.06, p1: 0.002, p2: -0.003, k3: 0 }, 60],
  ['a pincushion', { kind: 'brown-conrady', k1: 0.2, k2: 0.05, p1: 0, p2: 0, k3: 0 }, 50],
  ['a fisheye of 85°', { kind: 'fisheye', k1: -0.01, k2: 0.002, k3: 0, k4: 0 }, 100],
];

const scene = readScene('robots/push');
const ids = instanceIds([scene]);

function seenThrough(lens: Lens, fovDeg: number): { episode: Episode; state: WorldState } {
  const plain = sampleEpisode(scene, 2);
  const world = createPhysicsWorld(plain);
  const state = world.state();
  world.dispose();
  return { episode: { ...plain, cameras: [{ ...plain.cameras[0]!, lens, fovDeg }] }, state };
}

describe.each(lenses)('the truth through %s', (_, lens, fovDeg) => {
  it('agrees with rays along the closed formula, within 0.02 pixels', async () => {
    const { episode, state } = seenThrough(lens, fovDeg);
    const frame = await drawFrame(renderer, episode, ids, state, SIZE);
    const rays = createRayCaster(episode);
    const view = castView(emptyView(episode, ids, episode.cameras[0]!, state, SIZE), rays);
    rays.dispose();
    const drawnId = frame.images.instance_id!;
    const drawnZ = frame.images.depth_z_m!;
    const planes = episode.bodies.filter(({ shape }) => shape.kind === 'plane').map(({ name }) => ids[name]);
    const isInside = (i: number): boolean =>
      [-SIZE - 1, -SIZE, -SIZE + 1, -1, 1, SIZE - 1, SIZE, SIZE + 1].every(
        (step) => view.instanceId[i + step] === view.instanceId[i],
      );
    const far = episode.cameras[0]!.far;
    let [inner, wrong, beside, worstPixels] = [0, 0, 0, 0];
    for (let i = 0; i < SIZE * SIZE; i++) {
      const z = view.depthZ[i]!;
      if (!(z > 0 && z < 0.5 * far) || !isInside(i)) continue;
      inner++;
      if (drawnId[i] !== view.instanceId[i]) {
        wrong++;
        continue;
      }
      const error = Math.abs(drawnZ[i]! - z);
      if (error > 1e-4 * z) beside++;
      // How far the pixel would have to look aside to see so much nearer or farther ground.
      const slope = Math.hypot(
        (view.depthZ[i + 1]! - view.depthZ[i - 1]!) / 2,
        (view.depthZ[i + SIZE]! - view.depthZ[i - SIZE]!) / 2,
      );
      if (planes.includes(view.instanceId[i])) worstPixels = Math.max(worstPixels, error / slope);
    }
    expect(inner).toBeGreaterThan(SIZE * SIZE * 0.3);
    expect(wrong).toBe(0);
    expect(worstPixels).toBeLessThan(0.02);
    // At a body's own edges the nearest sample may lie on its other side.
    expect(beside).toBeLessThan(0.002 * inner);
  });
});
