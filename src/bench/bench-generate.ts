import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Modality } from '../core/frame.ts';
import { type GeneratedDataset, generateDataset } from '../dataset/generate.ts';
import { planEpisode } from '../dataset/plan-episode.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import type { Driver } from '../device/driver-node.ts';
import type { BenchRow } from './measure.ts';
import { type PlayTimings, playTimings } from './play-timings.ts';

const MODALITIES: readonly Modality[] = ['rgb', 'depth_z_m', 'instance_id', 'normal', 'flow_forward'];

/**
 * How close a dataset's making comes to the time of its slowest stage, on one worker (drawing and encoding
 * should overlap), and where the time goes: `robots/push` at 128² with five modalities.
 */
export async function benchGenerate(driver: Driver, quick: boolean): Promise<BenchRow[]> {
  const out = mkdtempSync(join(tmpdir(), 'worldwright-bench-'));
  try {
    const made = await generateDataset({
      scenes: [readSceneFile('robots/push')],
      out: join(out, 'data'),
      driver: driver.kind,
      episodes: quick ? 2 : 8,
      frames: 48,
      width: 128,
      height: 128,
      modalities: MODALITIES,
      workers: 1,
    });
    return shares(made, await replay(driver, made));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Plays a dataset's episodes once more, in this process. */
function replay(driver: Driver, { plan, episodes, ids, classes }: GeneratedDataset): Promise<PlayTimings> {
  const { frames, fps, width, height } = plan;
  const concrete = episodes.map((planned) => planEpisode(plan, planned));
  const cameras = episodes[0]?.cameras ?? [];
  const options = { frames, fps, width, height, cameras, ids, classIds: classes, modalities: MODALITIES };
  return playTimings(driver, concrete, options);
}

/** The stages' shares of the time spent; "physics and drawing" is cut as its replay was. */
function shares({ timings }: GeneratedDataset, played: PlayTimings): BenchRow[] {
  const { simulateMs, encodeMs, finishMs, recordMs } = timings;
  const busy = simulateMs + encodeMs + finishMs;
  const { drawMs, physicsMs, deriveMs } = played;
  const scale = simulateMs / (drawMs + physicsMs + deriveMs);
  const share = (stage: string, ms: number, target: string | null = null): BenchRow => ({
    ...{ name: `generate: share of ${stage}`, value: (100 * ms) / busy },
    ...{ unit: '%', target },
  });
  const slowest = Math.max(simulateMs, encodeMs, finishMs);
  return [
    { name: 'generate: wall ÷ the slowest stage', value: recordMs / slowest, unit: '×', target: '≤ 1.3' },
    share('drawing', scale * drawMs, '≥ 50 %'),
    share('physics', scale * physicsMs),
    share('derivation', scale * deriveMs),
    share('encoding', encodeMs),
    share('finishing', finishMs),
  ];
}
