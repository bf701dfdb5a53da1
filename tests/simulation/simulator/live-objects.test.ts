import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DEFAULT_MODALITIES } from '#src/core/frame.ts';
import { type Driver, openDriver } from '#src/device/driver-node.ts';
import { loadPhysics, rapier } from '#src/physics/rapier.ts';
import { createRenderer } from '#src/render/renderer.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const EPISODES = 300;
/** Seeds come round again, so that counts of like episodes can be compared. */
const SEEDS = 10;

let driver: Driver;
beforeAll(async () => {
  await loadPhysics();
  driver = await openDriver('auto');
});
afterAll(() => driver.close());

/** Counts the buffers and textures of a device that were made and not destroyed. */
function countLive(device: GPUDevice): () => number {
  const live = new Set<object>();
  const watch = <Made extends GPUBuffer | GPUTexture>(made: Made): Made => {
    const destroy = made.destroy.bind(made);
    live.add(made);
    made.destroy = () => {
      live.delete(made);
      destroy();
    };
    return made;
  };
  const [createBuffer, createTexture] = [device.createBuffer.bind(device), device.createTexture.bind(device)];
  device.createBuffer = (descriptor) => watch(createBuffer(descriptor));
  device.createTexture = (descriptor) => watch(createTexture(descriptor));
  return () => live.size;
}

it(`leaves nothing behind over ${EPISODES} episodes: buffers, textures, worlds`, async () => {
  const live = countLive(driver.device);
  const filled = vi.spyOn(rapier().World.prototype, 'createRigidBody');
  const freed = vi.spyOn(rapier().World.prototype, 'free');
  const queues = vi.spyOn(rapier().EventQueue.prototype, 'free');
  const scene = readScene('robots/push');
  const ids = instanceIds([scene]);
  const renderer = await createRenderer(driver.device);
  const counts: number[] = [];
  for (let i = 0; i < EPISODES; i++) {
    const episode = sampleEpisode(scene, i % SEEDS);
    const cameras = [episode.cameras[0]?.name ?? ''];
    const options = {
      frames: 1,
      fps: 12,
      width: 16,
      height: 16,
      cameras,
      ids,
      classIds: {},
      modalities: DEFAULT_MODALITIES,
    };
    for await (const _ of simulateEpisode(episode, options, renderer));
    counts.push(live());
  }
  // The first round fills caches: shaders' buffers, geometries, the targets.
  expect(counts.slice(-SEEDS)).toEqual(counts.slice(SEEDS, 2 * SEEDS));
  expect(new Set(freed.mock.contexts)).toEqual(new Set(filled.mock.contexts));
  expect(new Set(filled.mock.contexts).size).toBe(EPISODES);
  expect(queues).toHaveBeenCalledTimes(EPISODES);
  renderer.close();
  expect(live()).toBeLessThan(counts[0] ?? 0);
});

it('leaves no listener on the device when it is closed', async () => {
  const added = vi.spyOn(driver.device, 'addEventListener');
  const removed = vi.spyOn(driver.device, 'removeEventListener');
  const renderer = await createRenderer(driver.device);
  expect(added).toHaveBeenCalled();
  expect(removed).not.toHaveBeenCalled();
  renderer.close();
  expect(removed.mock.calls).toEqual(added.mock.calls);
});
