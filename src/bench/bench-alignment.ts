import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDataset } from '../dataset/generate.ts';
import { planEpisode } from '../dataset/plan-episode.ts';
import { readSceneFile, shippedScenes } from '../dataset/read-scene-file.ts';
import type { Driver } from '../device/driver-node.ts';
import { simulateMotion } from '../simulator/simulate-motion.ts';
import { type BenchRow, timeMs } from './measure.ts';

/**
 * What the alignment suite takes (48 frames, 128², four cameras, colour, depth and ids), as seconds for a
 * hundred episodes on all cores, and how much of the workers' time physics has in it.
 */
export async function benchAlignment(driver: Driver, quick: boolean): Promise<BenchRow[]> {
  const out = mkdtempSync(join(tmpdir(), 'worldwright-bench-'));
  const scenes = shippedScenes().filter((name) => name.startsWith('alignment/'));
  try {
    const { timings, plan, episodes, ids } = await generateDataset({
      scenes: scenes.map(readSceneFile),
      ...{ out: join(out, 'data'), driver: driver.kind, episodes: quick ? 1 : 3 },
      ...{ frames: 48, width: 128, height: 128, modalities: ['rgb', 'depth_z_m', 'instance_id'] },
    });
    const { frames, fps } = plan;
    const physicsMs = await timeMs(() => {
      for (const planned of episodes) {
        const motion = simulateMotion(planEpisode(plan, planned), { frames, fps, ids, cameras: [] });
        while (motion.next().done !== true);
      }
    });
    const seconds = (timings.wallMs / 1000) * (100 / episodes.length);
    const share = (100 * physicsMs) / timings.recordMs;
    return [
      { name: 'alignment suite: 100 episodes, 4 cameras', value: seconds, unit: 's', target: null },
      { name: 'alignment suite: share of physics', value: share, unit: '%', target: null },
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
