import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '../core/rng.ts';
import { openPack } from '../train/pack/open-pack.ts';
import { openPackWriter } from '../train/pack/pack-writer.ts';
import { createWindowReader } from '../train/pack/window-reader.ts';
import { type BenchRow, cpuMs, median } from './measure.ts';

const SIZE = 64;
const CLIPS = 300;
const FRAMES = 48;
const BATCH = 32;
const WINDOW = 5;
const STEPS = 200;
const ROUNDS = 7;

/** A pack of noise: what is read costs the same whatever it shows. */
async function writeNoise(file: string): Promise<void> {
  const rng = createRng(1);
  const bytes = Uint8Array.from({ length: FRAMES * SIZE * SIZE * 4 }, () => rng.integer(0, 255));
  const action = Float32Array.from({ length: FRAMES * 2 }, rng.next);
  const writer = await openPackWriter(file);
  const names = { episode: 'noise', camera: 'front' };
  const moves = `0${'1'.repeat(FRAMES - 1)}`;
  for (let i = 0; i < CLIPS; i++) {
    bytes[0] = i % 256;
    await writer.add({
      dataset: 0,
      scene: i % 3,
      ...names,
      frames: FRAMES,
      actionDim: 2,
      moves,
      bytes,
      action,
    });
  }
  await writer.finish({
    ...{ split: 'train', width: SIZE, height: SIZE, fps: 12, scenes: ['a', 'b', 'c'] },
    datasets: [{ name: 'noise', planSha256: '0'.repeat(64) }],
  });
  await writer.close();
}

/**
 * Windows of 5 frames that training reads in a second of one core's time from a pack that the system has in memory.
 * It waits for nothing, so on a machine that does nothing else that is a second.
 */
export async function benchLoad(quick: boolean): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'worldwright-bench-load-'));
  try {
    const file = join(folder, 'noise.pack');
    await writeNoise(file);
    const pack = await openPack(file);
    const reader = createWindowReader([pack], { batch: BATCH, frames: WINDOW, seed: 0 });
    const steps = quick ? STEPS / 4 : STEPS;
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = cpuMs();
      for (let step = 0; step < steps; step++) reader.read(round * steps + step);
      rates.push((1000 * steps * BATCH) / (cpuMs() - start));
    }
    await pack.close();
    const name = `load windows of ${WINDOW} frames ${SIZE}², one core`;
    return [{ name, value: median(rates), unit: 'windows/s', target: '≥ 50,000' }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
