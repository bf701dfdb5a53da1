import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BodyFacts } from '../core/recorded-episode.ts';
import { createRng } from '../core/rng.ts';
import { RULE_DEFAULTS } from '../dataset/curate/curation-rules.ts';
import { findDuplicates } from '../dataset/curate/find-duplicates.ts';
import { measureClips } from '../dataset/curate/measure-clips.ts';
import { stateCourse } from '../dataset/curate/state-course.ts';
import { generateDataset } from '../dataset/generate.ts';
import { listDataset } from '../dataset/list-dataset.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import type { Driver } from '../device/driver-node.ts';
import { type BenchRow, cpuMs, median, timeMs } from './measure.ts';

const EPISODES = 8;
const FRAMES = 48;
const SIZE = 64;
/** How often the same dataset is measured, as if it were so many times larger. */
const REPEATS = 12;
const ROUNDS = 5;

const COURSES = 10_000;
const BODIES = 6;

/** Clips that are measured in a second of one core's time, from tables and one picture each. */
async function measuredRate(driver: Driver, quick: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'worldwright-bench-curate-'));
  try {
    const out = join(folder, 'data');
    const size = { episodes: EPISODES, frames: FRAMES, width: SIZE, height: SIZE };
    await generateDataset({ scenes: [readSceneFile('robots/push')], out, driver: driver.kind, ...size });
    const listed = await listDataset(out);
    const large = Array.from({ length: REPEATS }, () => listed);
    const rates: number[] = [];
    for (let round = 0; round < (quick ? 2 : ROUNDS); round++) {
      const start = cpuMs();
      await measureClips(large, RULE_DEFAULTS, {});
      rates.push((1000 * EPISODES * REPEATS) / (cpuMs() - start));
    }
    return median(rates);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compares that many courses, no two of which are alike: no picture is read. */
function comparisonMs(): Promise<number> {
  const rng = createRng(1);
  const bodies = Array.from({ length: BODIES }, (_, i) => ({
    name: `${i}`,
    motion: 'dynamic',
  })) as BodyFacts[];
  const clips = Array.from({ length: COURSES }, () => ({
    group: 'one',
    course: stateCourse(
      bodies,
      Float64Array.from({ length: 8 * BODIES * 3 }, () => rng.uniform(-1, 1)),
    ),
    hashes: async () => [],
  }));
  const { duplicateDistance, duplicateLook } = RULE_DEFAULTS;
  return timeMs(() => findDuplicates(clips, duplicateDistance, duplicateLook));
}

/** What a curation costs: reading numbers of clips, and comparing each with each. */
export async function benchCurate(driver: Driver, quick: boolean): Promise<BenchRow[]> {
  return [
    {
      name: `curate: numbers of clips, ${FRAMES} frames ${SIZE}², one core`,
      value: await measuredRate(driver, quick),
      ...{ unit: 'clips/s', target: '≥ 84 (10,000 in two minutes)' },
    },
    {
      name: `curate: ${COURSES} courses compared`,
      value: (await comparisonMs()) / 1000,
      ...{ unit: 's', target: null },
    },
  ];
}
