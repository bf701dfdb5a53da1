import { createRng } from '../core/rng.ts';
import { psnr } from '../metrics/psnr.ts';
import { ssim } from '../metrics/ssim.ts';
import { type BenchRow, median, timeMs } from './measure.ts';

const ROUNDS = 5;

/** Frames of one size, of which some are measured one after the other; as scikit-image is measured beside. */
const RUNS = [
  { size: 256, frames: 1, repeats: 60 },
  { size: 64, frames: 32, repeats: 16 },
] as const;

/** A slope of colours that drifts from frame to frame, and the same with noise of 3 %. */
function noisyPairs(size: number, frames: number): (readonly [truth: Uint8Array, predicted: Uint8Array])[] {
  const rng = createRng(3);
  const byte = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  return Array.from({ length: frames }, (_, k) => {
    const clean = Float64Array.from({ length: 3 * size * size }, (_value, i) => {
      const [x, y] = [(Math.floor(i / 3) % size) / size, Math.floor(i / (3 * size)) / size];
      return [x, y, (x + y + 0.02 * k) % 1][i % 3] as number;
    });
    return [Uint8Array.from(clean, byte), Uint8Array.from(clean, (value) => byte(value + 0.03 * normal()))];
  });
}

/** What SSIM and PSNR of a frame take, on one thread. */
export async function benchMetrics(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { size, frames, repeats } of RUNS) {
    const pairs = noisyPairs(size, frames);
    for (const [name, metric] of [
      ['SSIM', ssim],
      ['PSNR', psnr],
    ] as const) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const took = await timeMs(() => {
          for (let k = 0; k < repeats; k++)
            for (const [truth, predicted] of pairs) metric(truth, predicted, size, size);
        });
        times.push(took / (repeats * frames));
      }
      rows.push({ name: `${name} of a frame, ${size}²`, value: median(times), unit: 'ms', target: null });
    }
  }
  return rows;
}
