import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportDataset } from '../dataset/export/export-dataset.ts';
import { writeClip } from '../dataset/export/write-clip.ts';
import { type GeneratedDataset, generateDataset } from '../dataset/generate.ts';
import { readFrames } from '../dataset/read-frames.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import type { Driver } from '../device/driver-node.ts';
import { type BenchRow, median, timeMs } from './measure.ts';

const [FRAMES, FPS] = [96, 24];
const ROUNDS = 4;

/** So many that what an export costs at all, its card and its start, is what it is of a real one: little. */
const EPISODES = 16;
const CAMERA = 'oblique';

/** The smallest that Cosmos 3 knows, pixels. */
const SIZE = { width: 320, height: 192 };

async function* inTurn(pictures: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pictures;
}

/** Milliseconds that the encoder takes for a dataset's pictures when they lie in memory. */
async function encoderMs(dataset: GeneratedDataset, dir: string): Promise<number> {
  let ms = 0;
  for (const { id } of dataset.episodes) {
    const pictures = await readFrames(dataset, id, CAMERA, 'rgb');
    ms += await timeMs(() => writeClip(join(dir, `${id}.mp4`), { ...SIZE, fps: FPS }, inTurn(pictures)));
  }
  return ms;
}

/**
 * How fast a dataset is exported, captions and card included, and what share that is of its encoder's own rate with
 * pictures that need not be read: `robots/push` of 320×192 as `cosmos3`.
 */
export async function benchExport(driver: Driver, quick: boolean): Promise<BenchRow[]> {
  const out = mkdtempSync(join(tmpdir(), 'worldwright-bench-'));
  try {
    const dataset = await generateDataset({
      ...{ scenes: [readSceneFile('robots/push')], out: join(out, 'data'), driver: driver.kind },
      ...{ episodes: quick ? 2 : EPISODES, frames: FRAMES, fps: FPS, ...SIZE, look: 'varied' },
      ...{ modalities: ['rgb', 'boxes'] },
    });
    const frames = FRAMES * dataset.episodes.length;
    const format = { data: dataset.dir, format: 'cosmos3' };
    const [alone, whole]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      alone.push(await encoderMs(dataset, join(out, `alone-${round}`)));
      whole.push(await timeMs(() => exportDataset({ ...format, out: join(out, `export-${round}`) })));
    }
    // Without the first round, in which the engine compiles as it goes.
    const ratio = median(alone.slice(1).map((ms, i) => ms / (whole[i + 1] as number)));
    return [
      {
        name: 'export: cosmos3, 320×192',
        value: (1000 * frames) / median(whole.slice(1)),
        unit: 'frames/s',
        target: null,
      },
      { name: "export ÷ the encoder's own rate", value: ratio, unit: '×', target: '≥ 0.8' },
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
