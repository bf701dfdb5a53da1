import { availableParallelism, cpus } from 'node:os';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { openDriver } from '../device/driver-node.ts';
import { benchAlignment } from './bench-alignment.ts';
import { benchCaptions } from './bench-captions.ts';
import { benchCurate } from './bench-curate.ts';
import { benchEvaluate } from './bench-evaluate.ts';
import { benchExport } from './bench-export.ts';
import { benchGenerate } from './bench-generate.ts';
import { benchLidar } from './bench-lidar.ts';
import { benchLoad } from './bench-load.ts';
import { benchMemory } from './bench-memory.ts';
import { benchMetrics } from './bench-metrics.ts';
import { benchPhysics, benchScenes } from './bench-physics.ts';
import { benchPredict } from './bench-predict.ts';
import { benchRender } from './bench-render.ts';
import { benchTiles } from './bench-tiles.ts';
import { benchTrain } from './bench-train.ts';
import { benchVerify } from './bench-verify.ts';
import { benchView } from './bench-view.ts';
import type { BenchRow } from './measure.ts';

export type BenchOptions = {
  /** Shorter runs, rougher figures. */
  readonly quick: boolean;
  /** Only operations whose names begin with one of these. */
  readonly only?: readonly string[] | undefined;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
};

export type BenchResult = { readonly machine: string; readonly rows: readonly BenchRow[] };

/** Samples a pixel, and whether with normals and flow; the last is the peers' work. */
const TILE_RUNS = [
  [4, true],
  [1, true],
  [1, false],
] as const;

/**
 * Measures every operation that has a figure, one after the other.
 *
 * @throws {@link ToolkitError} `work/interrupted`, or `device/missing` where nothing can draw.
 */
export async function benchAll({ quick, only, onProgress, signal }: BenchOptions): Promise<BenchResult> {
  const driver = await openDriver('auto');
  const stages: readonly (readonly [string, () => Promise<BenchRow[]>])[] = [
    ['physics', benchPhysics],
    ['scenes', () => benchScenes(quick)],
    ['LiDAR', benchLidar],
    ['render 128²', () => benchRender(driver, 128, quick ? 1 : 5)],
    ['render 64²', () => benchRender(driver, 64, quick ? 1 : 5)],
    ...[256, 128, 64].flatMap((size) =>
      TILE_RUNS.map(
        ([samples, rich]) =>
          [`tiles ${size}²`, () => benchTiles(driver, size, samples, rich, quick ? 1 : 5)] as const,
      ),
    ),
    ['memory', () => benchMemory(driver, quick)],
    ['view', benchView],
    ['predict', benchPredict],
    ['metrics', benchMetrics],
    ['evaluate', () => benchEvaluate(quick)],
    ['curate', () => benchCurate(driver, quick)],
    ['verify', benchVerify],
    ['load', () => benchLoad(quick)],
    ['train', benchTrain],
    ['captions', () => benchCaptions(driver, quick)],
    ['generate', () => benchGenerate(driver, quick)],
    ['export', () => benchExport(driver, quick)],
    ['alignment', () => benchAlignment(driver, quick)],
  ];
  const chosen = stages.filter(([name]) => only?.some((word) => name.startsWith(word)) ?? true);
  const rows: BenchRow[] = [];
  for (const [i, [note, run]] of chosen.entries()) {
    if (signal.aborted) {
      throw new ToolkitError(
        'work/interrupted',
        'The bench must reach its end, got an interrupt.',
        'Run it again.',
      );
    }
    onProgress({ stage: 'bench', done: i, total: chosen.length, unit: 'operations', note });
    rows.push(...(await run()));
  }
  onProgress({ stage: 'bench', done: chosen.length, total: chosen.length, unit: 'operations' });
  driver.close();
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`;
  return { machine, rows };
}
