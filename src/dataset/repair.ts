import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { writeTop } from './claim-folder.ts';
import { asideName, commitDiscarded, commitEpisode, uncommit } from './commit.ts';
import { holdFolder } from './hold-folder.ts';
import { driverHere } from './made-here.ts';
import { listShards, readPlan, readShard } from './open-dataset.ts';
import { type Plan, plannedEpisodes } from './plan.ts';
import { planHash, planText } from './plan-file.ts';
import { runPool } from './runner/local-pool.ts';
import { PATIENCE_S } from './runner/recorder.ts';
import type { ShardRecord } from './shard-record.ts';
import { closeStaging, openStaging } from './staging.ts';
import { checkEpisode, checkInterrupted, type DatasetProblem, demandsOf } from './verify-episode.ts';

/** By how many a dataset is repaired, and who is told. */
export type RepairOptions = {
  /** Processes; default one a core. */
  readonly workers?: number | undefined;
  readonly patience?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What was found and done. */
export type Repaired = {
  readonly dir: string;
  /** Episodes that were whole, and stayed as they were. */
  readonly kept: number;
  /** Ids of those that were damaged or not there, and were made. */
  readonly remade: readonly string[];
  /** What was wrong with the damaged ones. */
  readonly problems: readonly DatasetProblem[];
};

/**
 * Makes a dataset whole: keeps every episode that is as it was committed, and makes the rest of the plan anew. A
 * damaged one stays until what takes its place is made.
 *
 * @throws {@link ToolkitError} `dataset/in-use`; `dataset/invalid` where plan.json is not the one that the commits
 * are of; `device/missing` where this machine would give other bytes; `work/interrupted`, and what recording throws.
 */
export async function repairDataset(folder: string, options: RepairOptions = {}): Promise<Repaired> {
  const dir = resolve(folder);
  const plan = await readPlan(dir);
  await checkPlanProven(dir, plan);
  const staging = await openStaging(dir);
  try {
    await holdFolder(dir, staging, 'all');
    const { kept, damaged, problems } = await sortEpisodes(dir, plan, options);
    await writeTop(dir, staging, plan);
    const todo = plannedEpisodes(plan)
      .map(({ id }) => id)
      .filter((id) => !kept.has(id));
    if (todo.length > 0) await remake({ dir, staging, plan }, todo, damaged, options);
    return { dir, kept: kept.size, remade: todo, problems };
  } finally {
    await closeStaging(dir, staging);
  }
}

/** Refuses a plan that was altered: to make its episodes would be to make another dataset. */
async function checkPlanProven(dir: string, plan: Plan): Promise<void> {
  const planSha256 = planHash(plan);
  let read = 0;
  for (const shard of await listShards(dir)) {
    const record = await readShard(dir, shard).catch(() => null);
    if (record?.planSha256 === planSha256) return;
    if (record !== null) read++;
  }
  if (read === 0) return;
  throw new ToolkitError(
    'dataset/invalid',
    `${dir}/plan.json must be the plan that its commits are of, but it was altered.`,
    'Run the generate command that made it once more: where the commits prove its plan, it writes that again.',
  );
}

/** Tells whole episodes from damaged ones. */
async function sortEpisodes(dir: string, plan: Plan, { onProgress, signal }: RepairOptions) {
  const demands = demandsOf(plan);
  const shards = new Set(await listShards(dir));
  const committed = plannedEpisodes(plan).filter(({ id }) => shards.has(id));
  const [kept, damaged] = [new Set<string>(), new Set<string>()];
  const problems: DatasetProblem[] = [];
  for (const [i, planned] of committed.entries()) {
    if (signal?.aborted) throw checkInterrupted();
    const found = await checkEpisode(dir, demands, planned, true);
    (found.problems.length === 0 ? kept : damaged).add(planned.id);
    problems.push(...found.problems);
    onProgress?.({ stage: 'verify', done: i + 1, total: committed.length, unit: 'episodes' });
  }
  return { kept, damaged, problems };
}

async function remake(
  { dir, staging, plan }: { readonly dir: string; readonly staging: string; readonly plan: Plan },
  todo: readonly string[],
  damaged: ReadonlySet<string>,
  { workers = availableParallelism(), patience = PATIENCE_S, onProgress, signal }: RepairOptions,
): Promise<void> {
  const planSha256 = planHash(plan);
  let done = 0;
  const commit = async (episode: string, how: () => Promise<boolean>): Promise<void> => {
    if (damaged.has(episode)) await uncommit(dir, staging, episode);
    await how();
    done++;
    onProgress?.({ stage: 'repair', done, total: todo.length, unit: 'episodes' });
  };
  await runPool({
    ...{ workers, patience, signal, plan: planText(plan), driver: await driverHere(plan, dir) },
    jobs: todo.map((id) => ({ episode: id, folder: () => asideName(staging, id) })),
    onFrame: () => undefined,
    onDone: (episode, made, { files }) => {
      const record: ShardRecord = { episode, planSha256, files };
      return commit(episode, () => commitEpisode(dir, staging, made, record));
    },
    onDiscarded: (episode, discarded) =>
      commit(episode, () => commitDiscarded(dir, staging, { episode, planSha256, discarded })),
  });
}
