import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captionClip } from '../dataset/caption/caption-clip.ts';
import { type CaptionRequest, captionRequest } from '../dataset/caption/caption-request.ts';
import { generateDataset } from '../dataset/generate.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import type { Driver } from '../device/driver-node.ts';
import { type BenchRow, cpuMs, median, timeMs } from './measure.ts';

const SCENES = ['robots/push', 'alignment/free-fall'] as const;
const EPISODES = 4;
const ROUNDS = 7;

/** Rounds before: until then the engine still compiles. */
const WARMING = 4;

/**
 * Episodes that one thread captions in a second: 48 frames of 64², from what is known of them in memory
 * (three lengths and the structured one), and with the reading of tables and masks.
 */
export async function benchCaptions(driver: Driver, quick: boolean): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'worldwright-bench-captions-'));
  try {
    const out = join(folder, 'data');
    await generateDataset({
      ...{ out, driver: driver.kind, episodes: EPISODES, frames: 48, width: 64, height: 64, workers: 1 },
      ...{ scenes: SCENES.map((name) => readSceneFile(name)), modalities: ['rgb', 'instance_id'] },
    });
    const dataset = await openDataset(out);
    const requests: CaptionRequest[] = [];
    const start = cpuMs();
    for (const { id, cameras } of dataset.episodes)
      requests.push(await captionRequest(dataset, id, cameras[0] as string));
    const read = cpuMs() - start;
    const again = quick ? 20 : 100;
    const rates: number[] = [];
    for (let round = 0; round < WARMING + ROUNDS; round++) {
      const took = await timeMs(() => {
        for (let i = 0; i < again; i++)
          for (const request of requests) captionClip({ ...request, seed: request.seed + i });
      });
      if (round >= WARMING) rates.push((1000 * again * requests.length) / took);
    }
    const name = 'captions of an episode of 48 frames, one thread';
    return [
      { name, value: median(rates), unit: 'episodes/s', target: '≥ 2,000' },
      {
        name: 'captions: reading tables and masks',
        value: read / requests.length,
        unit: 'ms an episode',
        target: null,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
