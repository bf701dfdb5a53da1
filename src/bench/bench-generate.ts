import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDataset } from '../dataset/generate.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import type { BenchRow } from './measure.ts';

/**
 * How close a dataset's making comes to the time of its slowest stage, on one worker: drawing and
 * encoding should overlap.
 */
export async function benchGenerate(quick: boolean): Promise<BenchRow[]> {
  const out = mkdtempSync(join(tmpdir(), 'worldwright-bench-'));
  try {
    const { timings } = await generateDataset({
      scenes: [readSceneFile('robots/push')],
      out: join(out, 'data'),
      episodes: quick ? 2 : 8,
      frames: 48,
      width: 128,
      height: 128,
      workers: 1,
    });
    const { simulateMs, encodeMs, finishMs, recordMs } = timings;
    const stages = { 'physics and drawing': simulateMs, encoding: encodeMs, finishing: finishMs };
    const busy = simulateMs + encodeMs + finishMs;
    const slowest = Math.max(...Object.values(stages));
    return [
      { name: 'generate: wall ÷ the slowest stage', value: recordMs / slowest, unit: '×', target: '≤ 1.3' },
      ...Object.entries(stages).map(([stage, ms]) => ({
        name: `generate: share of ${stage}`,
        value: (100 * ms) / busy,
        unit: '%',
        target: null,
      })),
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
