import { readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { EPISODES_FOLDER, IDS_FILE, PLAN_FILE, SHARDS_FOLDER, STAGING_PREFIX } from './layout.ts';
import { listShards, readInside, readPlan, readShard } from './open-dataset.ts';
import { type Plan, type PlannedEpisode, plannedEpisodes } from './plan.ts';
import { idsText, planHash, planText } from './plan-file.ts';
import { episodeCameras } from './recorded-camera.ts';
import { expectedFiles, type ShardRecord } from './shard-record.ts';
import { checkFile } from './verify-file.ts';

/** One thing that is wrong, by its path within the dataset. */
export type DatasetProblem = { readonly path: string; readonly problem: string };

/** What was read, and what was wrong with it. */
export type Verified = {
  /** How many are committed. */
  readonly episodes: number;
  /** How many more were discarded, each with its reason in its commit. */
  readonly discarded: number;
  /** How many the plan has. */
  readonly planned: number;
  /** How many files were read. */
  readonly files: number;
  readonly problems: readonly DatasetProblem[];
};

export type VerifyOptions = {
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** The words of what an error says is wrong; errors that are none of ours pass through. */
function wordsOf(error: unknown): string {
  if (!(error instanceof ToolkitError)) throw error;
  return error.code === 'file/missing' ? 'missing' : error.message;
}

/** What is wrong with plan.json and ids.json. */
async function checkTop(dir: string, plan: Plan): Promise<DatasetProblem[]> {
  const problems: DatasetProblem[] = [];
  for (const [path, text] of [
    [PLAN_FILE, planText(plan)],
    [IDS_FILE, idsText(plan)],
  ] as const) {
    try {
      const found = (await readInside(dir, path)).toString('utf8');
      if (found !== text) problems.push({ path, problem: 'altered: its text is not as it was written' });
    } catch (error) {
      problems.push({ path, problem: wordsOf(error) });
    }
  }
  return problems;
}

/** Reads a commit, or says what is wrong with it. */
async function checkShard(
  dir: string,
  { plan, planSha256 }: { readonly plan: Plan; readonly planSha256: string },
  planned: PlannedEpisode,
): Promise<ShardRecord | string> {
  try {
    const record = await readShard(dir, planned.id);
    if (record.planSha256 !== planSha256)
      return 'altered, or of another plan: its plan_sha256 is not that of plan.json';
    if (record.episode !== planned.id) return `altered: it is the commit of ${record.episode}`;
    const expected = record.discarded === undefined ? expectedFiles(plan, planned).join(', ') : '';
    const listed = record.files.map(({ path }) => path).join(', ');
    return listed === expected ? record : `altered: it lists ${listed} instead of ${expected || 'nothing'}`;
  } catch (error) {
    return wordsOf(error);
  }
}

/** The paths of an episode within the dataset: its folder, its files, and the folders they stand in. */
const pathsOf = (episode: string, files: readonly string[]): readonly string[] => [
  episode,
  ...files.map((file) => `${episode}/${file}`),
  ...files
    .filter((file) => file.includes('/'))
    .map((file) => `${episode}/${file.slice(0, file.indexOf('/'))}`),
];

/** Everything in the tree that no commit names; of a folder that is none, the folder alone. */
async function findStrangers(dir: string, known: ReadonlySet<string>): Promise<DatasetProblem[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((path) => !known.has(path) && !path.startsWith(STAGING_PREFIX))
    .filter((path) => !path.includes('/') || known.has(path.slice(0, path.lastIndexOf('/'))))
    .sort()
    .map((path) => ({ path, problem: 'extra: no commit names it' }));
}

/**
 * Reads every committed file of a dataset, compares it with its commit, decodes its videos, and looks
 * for files that no commit names. Episodes that are not made yet are no problem.
 *
 * @throws {@link ToolkitError} when the folder is no dataset that can be read at all:
 * `file/missing`, `dataset/invalid`, `dataset/newer-layout`; `work/interrupted`.
 */
export async function verifyDataset(folder: string, options: VerifyOptions = {}): Promise<Verified> {
  const dir = resolve(folder);
  const plan = await readPlan(dir);
  const top = { plan, planSha256: planHash(plan) };
  const problems = await checkTop(dir, plan);
  const shards = new Set(await listShards(dir));
  const all = plannedEpisodes(plan);
  const committed = all.filter(({ id }) => shards.has(id));
  const known = new Set<string>([PLAN_FILE, IDS_FILE, SHARDS_FOLDER, EPISODES_FOLDER]);
  let files = 0;
  let discarded = 0;
  for (const [i, planned] of committed.entries()) {
    if (options.signal?.aborted) {
      throw new ToolkitError(
        'work/interrupted',
        'The check must reach its end, got an interrupt.',
        'Run it again.',
      );
    }
    const shard = `${SHARDS_FOLDER}/${planned.id}.json`;
    const episode = `${EPISODES_FOLDER}/${planned.id}`;
    known.add(shard);
    const record = await checkShard(dir, top, planned);
    if (typeof record === 'string') problems.push({ path: shard, problem: record });
    if (typeof record !== 'string' && record.discarded !== undefined) discarded++;
    else for (const path of pathsOf(episode, expectedFiles(plan, planned))) known.add(path);
    if (typeof record !== 'string') {
      const cameras = episodeCameras(plan, planned.scene);
      for (const file of record.files) {
        const problem = await checkFile(dir, plan, `${episode}/${file.path}`, file, cameras).catch(wordsOf);
        if (problem !== null) problems.push({ path: `${episode}/${file.path}`, problem });
        files++;
      }
    }
    options.onProgress?.({ stage: 'verify', done: i + 1, total: committed.length, unit: 'episodes' });
  }
  problems.push(...(await findStrangers(dir, known)));
  return { episodes: committed.length - discarded, discarded, planned: all.length, files, problems };
}
