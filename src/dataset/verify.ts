import { readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { inFlight } from '../core/in-flight.ts';
import type { OnProgress } from '../core/progress.ts';
import { EPISODES_FOLDER, IDS_FILE, PLAN_FILE, SHARDS_FOLDER, STAGING_PREFIX } from './layout.ts';
import { listShards, readInside, readPlan } from './open-dataset.ts';
import { type Plan, type PlannedEpisode, plannedEpisodes } from './plan.ts';
import { idsText, planText } from './plan-file.ts';
import { checkEpisode, checkInterrupted, type DatasetProblem, demandsOf, wordsOf } from './verify-episode.ts';

/** Enough that the disk and the threads that hash need not wait for each other; fewer where pixels fill the memory. */
const EPISODES_AT_ONCE = 4;

/** What was read, and what was wrong with it. */
export type Verified = {
  /** How many are committed. */
  readonly episodes: number;
  /** How many more were discarded, each with its reason in its commit. */
  readonly discarded: number;
  /** How many the plan has. */
  readonly planned: number;
  /** Ids of those that are not made yet, in the plan's order. */
  readonly missing: readonly string[];
  /** How many files were read. */
  readonly files: number;
  readonly problems: readonly DatasetProblem[];
};

export type VerifyOptions = {
  /** Decodes every video too, and compares its pixels; default: what has the committed bytes decodes as it did. */
  readonly decode?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

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
 * Reads every committed file of a dataset, compares it with its commit, and looks for files that no commit
 * names. Episodes that are not made yet are named, and are no problem.
 *
 * @throws {@link ToolkitError} when the folder is no dataset that can be read at all:
 * `file/missing`, `dataset/invalid`, `dataset/newer-layout`; `work/interrupted`.
 */
export async function verifyDataset(folder: string, options: VerifyOptions = {}): Promise<Verified> {
  const dir = resolve(folder);
  const plan = await readPlan(dir);
  const demands = demandsOf(plan);
  const problems = await checkTop(dir, plan);
  const shards = new Set(await listShards(dir));
  const all = plannedEpisodes(plan);
  const committed = all.filter(({ id }) => shards.has(id));
  const known = new Set<string>([PLAN_FILE, IDS_FILE, SHARDS_FOLDER, EPISODES_FOLDER]);
  let files = 0;
  let discarded = 0;
  const check = async (planned: PlannedEpisode) => ({
    planned,
    found: await checkEpisode(dir, demands, planned, options.decode ?? false),
  });
  let done = 0;
  for await (const { planned, found } of inFlight(committed, check, options.decode ? 2 : EPISODES_AT_ONCE)) {
    if (options.signal?.aborted) throw checkInterrupted();
    known.add(`${SHARDS_FOLDER}/${planned.id}.json`);
    if (found.discarded) discarded++;
    else
      for (const path of pathsOf(`${EPISODES_FOLDER}/${planned.id}`, demands.files.get(planned.scene) ?? []))
        known.add(path);
    files += found.files;
    problems.push(...found.problems);
    options.onProgress?.({ stage: 'verify', done: ++done, total: committed.length, unit: 'episodes' });
  }
  problems.push(...(await findStrangers(dir, known)));
  const episodes = committed.length - discarded;
  const missing = all.filter(({ id }) => !shards.has(id)).map(({ id }) => id);
  return { episodes, discarded, planned: all.length, missing, files, problems };
}
