import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EPISODES_FOLDER, IDS_FILE, PLAN_FILE, SHARDS_FOLDER, shardFile } from '../dataset/layout.ts';
import { listDataset } from '../dataset/list-dataset.ts';
import { madeBy } from '../dataset/made-by.ts';
import { makePlan } from '../dataset/make-plan.ts';
import { plannedEpisodes } from '../dataset/plan.ts';
import { idsText, planText } from '../dataset/plan-file.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import { type BenchRow, median, timeMs } from './measure.ts';

const EPISODES = 10_000;
const RUNS = 5;

/** Makes what a list of a dataset is read from: its plan, and the names of its commits and folders. */
async function makeNames(dir: string): Promise<void> {
  const request = { scenes: [readSceneFile('robots/push')], episodes: EPISODES, frames: 4 };
  const plan = await makePlan(request, await madeBy({ name: 'none', description: 'nothing is drawn' }));
  await mkdir(join(dir, SHARDS_FOLDER));
  await writeFile(join(dir, PLAN_FILE), planText(plan));
  await writeFile(join(dir, IDS_FILE), idsText(plan));
  for (const { id } of plannedEpisodes(plan)) {
    await writeFile(shardFile(dir, id), '');
    await mkdir(join(dir, EPISODES_FOLDER, id), { recursive: true });
  }
}

/** How long the viewer takes to know which episodes a large dataset has. */
export async function benchView(): Promise<BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'worldwright-bench-'));
  try {
    await makeNames(dir);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++)
      times.push(await timeMs(async () => JSON.stringify((await listDataset(dir)).episodes)));
    return [{ name: `list ${EPISODES} episodes`, value: median(times), unit: 'ms', target: '≤ 1000' }];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
