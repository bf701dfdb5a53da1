import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '../core/rng.ts';
import { writeTop } from '../dataset/claim-folder.ts';
import { asideName, commitEpisode } from '../dataset/commit.ts';
import { makePlan } from '../dataset/make-plan.ts';
import type { Plan } from '../dataset/plan.ts';
import { plannedEpisodes } from '../dataset/plan.ts';
import { planHash } from '../dataset/plan-file.ts';
import { readSceneFile } from '../dataset/read-scene-file.ts';
import { expectedFiles, type FileRecord } from '../dataset/shard-record.ts';
import { verifyDataset } from '../dataset/verify.ts';
import { sha256 } from '../media/sha256.ts';
import { type BenchRow, median, timeMs } from './measure.ts';

/** What a video of 48 frames at 256² takes, about. */
const VIDEO_BYTES = 400_000;
const TABLE_BYTES = 20_000;
const EPISODES = 200;
const MANY = 10_000;
const ADDED = 50;
const ROUNDS = 5;

/** A plan of episodes that nobody draws: what is committed costs the same whatever it shows. */
const benchPlan = (episodes: number): Plan =>
  makePlan(
    { scenes: [readSceneFile('robots/push')], episodes, cameras: ['oblique'] },
    {
      ...{ toolkit: 'bench', physics: 'none', rendering: 'none' },
      ...{ driver: { name: 'none', description: 'none' }, encoder: { name: 'none', version: 'none' } },
    },
  );

/** Writes an episode's folder into the staging folder, as a worker does. */
function writeEpisode(staging: string, plan: Plan, index: number, bytes: Uint8Array): [string, FileRecord[]] {
  const planned = plannedEpisodes(plan)[index];
  if (planned === undefined) throw new Error('the bench must commit episodes of its plan');
  const made = asideName(staging, planned.id);
  const files = expectedFiles(plan, planned.scene).map((path) => {
    const content = bytes.subarray(0, /\.(mp4|mov)$/.test(path) ? VIDEO_BYTES : TABLE_BYTES);
    mkdirSync(join(made, path, '..'), { recursive: true });
    writeFileSync(join(made, path), content);
    return { path, bytes: content.length, sha256: sha256(content), frames: 48, framesSha256: '0'.repeat(64) };
  });
  return [made, files];
}

/** How fast a dataset is verified, against SHA-256 of the same bytes in memory on one core. */
async function benchRate(dir: string, staging: string): Promise<BenchRow> {
  const rng = createRng(1);
  const bytes = Uint8Array.from({ length: VIDEO_BYTES }, () => rng.integer(0, 255));
  const plan = benchPlan(EPISODES);
  await writeTop(dir, staging, plan);
  let total = 0;
  for (let i = 0; i < EPISODES; i++) {
    const [made, files] = writeEpisode(staging, plan, i, bytes);
    const episode = plannedEpisodes(plan)[i]?.id ?? '';
    await commitEpisode(dir, staging, made, { episode, planSha256: planHash(plan), files });
    total += files.reduce((sum, file) => sum + file.bytes, 0);
  }
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const hashed = await timeMs(() => {
      for (let left = total; left > 0; left -= VIDEO_BYTES) sha256(bytes);
    });
    const verified = await timeMs(async () => {
      const { problems } = await verifyDataset(dir);
      if (problems.length > 0)
        throw new Error(`the bench must verify what it wrote: ${problems[0]?.problem}`);
    });
    ratios.push(hashed / verified);
  }
  return {
    name: 'verify: rate ÷ that of SHA-256 on one core',
    value: median(ratios),
    unit: '×',
    target: '≥ 0.7',
  };
}

/** What the commit of an episode costs where there are ten thousand, against where there are ten; in turn. */
async function benchCommit(dir: string, staging: string): Promise<BenchRow> {
  const plan = benchPlan(MANY);
  const planSha256 = planHash(plan);
  const ids = plannedEpisodes(plan).map(({ id }) => id);
  const [few, many] = [join(dir, 'few'), join(dir, 'many')];
  // Those that are there already are there as names alone: what a folder's size costs is the same.
  const fill = (place: string, count: number): void => {
    for (const folder of ['episodes', 'shards']) mkdirSync(join(place, folder), { recursive: true });
    for (const id of ids.slice(0, count)) {
      mkdirSync(join(place, 'episodes', id));
      writeFileSync(join(place, 'shards', `${id}.json`), '');
    }
  };
  fill(few, 10);
  fill(many, MANY - ADDED);
  const add = async (place: string, index: number): Promise<number> => {
    const [made, files] = writeEpisode(staging, plan, index, new Uint8Array(100));
    const episode = ids[index] ?? '';
    return timeMs(() => commitEpisode(place, staging, made, { episode, planSha256, files }));
  };
  const [early, late]: [number[], number[]] = [[], []];
  for (let i = 0; i < ADDED; i++) {
    early.push(await add(few, 10 + i));
    late.push(await add(many, MANY - ADDED + i));
  }
  return {
    name: 'commit: the 10,000th episode ÷ the 10th',
    value: median(late) / median(early),
    unit: '×',
    target: '≤ 1.2',
  };
}

/** How fast a dataset is checked, and whether it grows at one cost. */
export async function benchVerify(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const run of [benchRate, benchCommit]) {
    const folder = mkdtempSync(join(tmpdir(), 'worldwright-bench-'));
    const [dir, staging] = [join(folder, 'data'), join(folder, 'staging')];
    for (const place of [dir, staging]) mkdirSync(place);
    try {
      rows.push(await run(dir, staging));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
