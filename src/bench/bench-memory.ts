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

/** Resident memory that a process gains from its 50th episode to its last, drawing two frames of each. */
export async function benchMemory(driver: Driver, quick: boolean): Promise<BenchRow[]> {
  await loadPhysics();
  const scene = readSceneFile('robots/push');
  const ids = instanceIds([scene]);
  const renderer = await createRenderer(driver.device);
  const episodes = quick ? EPISODES / 5 : EPISODES;
  let early = 0;
  for (let seed = 0; seed < episodes; seed++) {
    const episode = sampleEpisode(scene, seed);
    const cameras = [episode.cameras[0]?.name ?? ''];
    const options = {
      frames: 2,
      fps: 12,
      width: 64,
      height: 64,
      cameras,
      ids,
      classIds: {},
      modalities: DEFAULT_MODALITIES,
    };
    for await (const _ of simulateEpisode(episode, options, renderer));
    if (seed === Math.floor(episodes / 6)) early = process.memoryUsage().rss;
  }
  const gained = (process.memoryUsage().rss - early) / 2 ** 20;
  renderer.close();
  return [{ name: `memory gained over ${episodes} episodes`, value: gained, unit: 'MiB', target: 'flat' }];
}
