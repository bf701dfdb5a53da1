import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFAULT_MODALITIES } from '../core/frame.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import type { Driver } from '../device/driver-node.ts';
import { loadPhysics } from '../physics/rapier.ts';
import { createRenderer } from '../render/renderer.ts';
import { instanceIds } from '../scene/instance-ids.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import { simulateEpisode } from '../simulator/simulate-episode.ts';
import type { BenchRow } from './measure.ts';

const EPISODES = 300;

const MIB = 2 ** 20;

/** Collects all garbage, so that what is left is really held. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let i = 0; i < 3; i++) {
    collect();
    // What waits for a finalizer (the GPU's objects, the engine's) goes between two turns.
    await setImmediate();
  }
}

/** Memory of this process after a garbage collection, MiB: what JavaScript holds, and what is resident. */
async function heldMemory(): Promise<{ readonly held: number; readonly resident: number }> {
  await collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: (heapUsed + external) / MIB, resident: rss / MIB };
}

/**
 * Memory that a process gains between a sixth of its episodes and the last, drawing two frames of each;
 * all garbage is collected before each measurement.
 *
 * What JavaScript holds must stay flat. Resident memory has no target: glibc keeps an arena for each of the
 * driver's threads and V8 its young generation, which grow in steps of 10 to 20 MiB and stop. With
 * `MALLOC_ARENA_MAX=1` in the environment it is flat as well, and shows a leak on the driver's side.
 */
export async function benchMemory(driver: Driver, quick: boolean): Promise<BenchRow[]> {
  await loadPhysics();
  const scene = readSceneFile('robots/push');
  const ids = instanceIds([scene]);
  const renderer = await createRenderer(driver.device);
  const episodes = quick ? EPISODES / 5 : EPISODES;
  const playTo = async (first: number, end: number): Promise<void> => {
    for (let seed = first; seed < end; seed++) {
      const episode = sampleEpisode(scene, seed);
      const options = {
        ...{ frames: 2, fps: 12, width: 64, height: 64 },
        ...{ ids, classIds: {}, modalities: DEFAULT_MODALITIES },
        cameras: episode.cameras.slice(0, 1).map(({ name }) => name),
      };
      for await (const _ of simulateEpisode(episode, options, renderer));
    }
  };
  const early = Math.floor(episodes / 6);
  await playTo(0, early);
  const before = await heldMemory();
  await playTo(early, episodes);
  const after = await heldMemory();
  renderer.close();
  const over = `over ${episodes} episodes`;
  return [
    { name: `memory gained ${over}`, value: after.held - before.held, unit: 'MiB', target: '≤ 2' },
    {
      name: `resident memory gained ${over}`,
      value: after.resident - before.resident,
      unit: 'MiB',
      target: null,
    },
  ];
}
