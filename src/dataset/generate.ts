import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { askSimulatorDriver, type DriverChoice } from '../simulator/open-simulator-node.ts';
import { claimFolder } from './claim-folder.ts';
import { asideName, commitDiscarded, commitEpisode, isCommitted } from './commit.ts';
import { discardWords } from './discard-words.ts';
import type { HeldPart } from './hold-folder.ts';
import { madeBy } from './made-by.ts';
import { draftPlan, type PlanRequest } from './make-plan.ts';
import { type Dataset, openDataset } from './open-dataset.ts';
import { type OutcomeMix, outcomeMix } from './outcome-mix.ts';
import { type Plan, type PlannedEpisode, plannedEpisodes } from './plan.ts';
import { planHash, planText } from './plan-file.ts';
import { planWarnings } from './plan-warnings.ts';
import { readPolicy } from './policy-file.ts';
import { processName } from './process-identity.ts';
import type { RecordTimings } from './record-episode.ts';
import { runPool } from './runner/local-pool.ts';
import type { QueueAddress } from './runner/queue/queue-address.ts';
import { PATIENCE_S } from './runner/recorder.ts';
import { closeStaging } from './staging.ts';

/** What to make, where, and by how many. */
export type GenerateOptions = Omit<PlanRequest, 'policy'> & {
  /** The name of a policy, or a file (.ts, .js) that exports one as its default. */
  readonly policy?: string | undefined;
  /** Folder of the dataset; a rerun goes on where it stopped. */
  readonly out: string;
  /** Default `auto`: the best there is. */
  readonly driver?: DriverChoice | undefined;
  /** Processes; default one a core. Changes nothing in the bytes. */
  readonly workers?: number | undefined;
  /** Seconds without a sign of life after which a worker is ended and replaced; default 600. */
  readonly patience?: number | undefined;
  /** Only the `index`-th (from 1) of `count` parts. */
  readonly shard?: { readonly index: number; readonly count: number } | undefined;
  /** Has the episodes made by all workers that take from this queue, this process's own among them. */
  readonly queue?: QueueAddress | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Told in a sentence what draws and what encodes. */
  readonly onWords?: ((words: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Where the workers' time went, milliseconds summed over episodes; `wallMs` is the run's own. */
export type GenerateTimings = RecordTimings & { readonly wallMs: number };

/** A dataset just made, and where the time went. */
export type GeneratedDataset = Dataset & {
  readonly timings: GenerateTimings;
  /** How the episodes came out; `null` where no scene has a task. */
  readonly outcomes: OutcomeMix | null;
};

const STAGES = ['simulateMs', 'encodeMs', 'finishMs', 'recordMs'] as const satisfies (keyof RecordTimings)[];

/** The planned episodes of one shard: every `count`-th, so that scenes spread evenly over machines. */
const inShard = (plan: Plan, shard: GenerateOptions['shard']): readonly PlannedEpisode[] =>
  plannedEpisodes(plan).filter((_, i) => shard === undefined || i % shard.count === shard.index - 1);

/**
 * Makes a dataset: plans it, records its episodes on a pool of workers, commits each of them whole.
 * What is there already stays; a dataset that is complete costs nothing.
 *
 * @throws {@link ToolkitError} `argument/*`, `scene/*`, `device/missing`, `media/no-encoder`,
 * `dataset/other-plan`, `dataset/in-use`, `file/*`, `physics/*`, `dataset/worker-died`, `dataset/all-discarded`,
 * `queue/*`, `work/interrupted`.
 */
export async function generateDataset(options: GenerateOptions): Promise<GeneratedDataset> {
  const start = performance.now();
  const dir = resolve(options.out);
  // What is wrong with the request is said before any GPU is asked.
  const { policy, ...request } = options;
  const draft = draftPlan(policy === undefined ? request : { ...request, policy: await readPolicy(policy) });
  if (options.queue !== undefined) await checkQueueAsked(options, options.queue);
  const driver = await askSimulatorDriver(options.driver ?? 'auto');
  const plan: Plan = { ...draft, madeBy: await madeBy(driver) };
  const { encoder } = plan.madeBy;
  options.onWords?.(
    `Drawing on ${driver.name} (${driver.description}), encoding with ${encoder.name} ${encoder.version}.`,
  );
  for (const words of planWarnings(plan)) options.onWords?.(words);
  const staging = await claimFolder(dir, plan, partOf(options));
  const spent = { simulateMs: 0, encodeMs: 0, finishMs: 0, recordMs: 0 };
  try {
    const planned = inShard(plan, options.shard);
    const todo = planned.filter(({ id }) => !isCommitted(dir, id)).map(({ id }) => id);
    const place = { dir, staging, plan, driver: driver.name, planned: planned.length };
    await (options.queue === undefined
      ? recordHere(options, place, todo, spent)
      : recordByQueue(options, options.queue, place, todo));
  } catch (error) {
    // What stopped the work is what to tell, not what a broken disk says to the clearing up.
    await closeStaging(dir, staging).catch(() => undefined);
    throw error;
  }
  await closeStaging(dir, staging);
  const dataset = await openDataset(dir);
  checkSomeLeft(dataset);
  const timings = { ...spent, wallMs: performance.now() - start };
  return { ...dataset, timings, outcomes: await outcomeMix(dataset) };
}

/** What is being made, where, and on what. */
type Place = {
  readonly dir: string;
  readonly staging: string;
  readonly plan: Plan;
  readonly driver: DriverChoice;
  /** How many episodes this run is to see made, those that are there included. */
  readonly planned: number;
};

/** Records on this machine's pool. */
async function recordHere(
  options: GenerateOptions,
  { dir, staging, plan, driver, planned }: Place,
  todo: readonly string[],
  spent: { -readonly [Stage in keyof RecordTimings]: number },
): Promise<void> {
  const planSha256 = planHash(plan);
  const total = planned * plan.frames;
  let done = (planned - todo.length) * plan.frames;
  const tell = (): void => options.onProgress?.({ stage: 'generate', done, total, unit: 'frames' });
  tell();
  await runPool({
    workers: options.workers ?? availableParallelism(),
    plan: planText(plan),
    ...{ driver, patience: options.patience ?? PATIENCE_S },
    jobs: todo.map((id) => ({ episode: id, folder: () => asideName(staging, id) })),
    onFrame: () => {
      done = Math.min(done + 1, total - 1);
      tell();
    },
    onDone: async (episode, folder, { files, timings }) => {
      await commitEpisode(dir, staging, folder, { episode, planSha256, files });
      for (const stage of STAGES) spent[stage] += timings[stage];
    },
    onDiscarded: async (episode, reason) => {
      await commitDiscarded(dir, staging, { episode, planSha256, discarded: reason });
    },
    signal: options.signal,
  });
  done = total;
  if (todo.length > 0) tell();
}

/** Has it recorded by whoever takes from a queue, this machine's pool among them. */
async function recordByQueue(
  options: GenerateOptions,
  address: QueueAddress,
  { dir, staging, plan, driver, planned }: Place,
  todo: readonly string[],
): Promise<void> {
  const { runQueue } = await import('./runner/queue/run-queue.ts');
  await runQueue({
    ...{ address, dir, staging, driver, jobs: todo, planned: new Set(todo) },
    ...{ plan: planText(plan), planSha256: planHash(plan), patience: options.patience ?? PATIENCE_S },
    workers: options.workers ?? availableParallelism(),
    name: processName(),
    onWords: (words) => options.onWords?.(words),
    onState: (committed, note) => {
      const done = planned - todo.length + committed;
      options.onProgress?.({ stage: 'generate', done, total: planned, unit: 'episodes', note });
    },
    signal: options.signal,
  });
}

/** The part of a dataset that a run works on, among others that may work on the rest. */
function partOf({ shard, queue }: Pick<GenerateOptions, 'shard' | 'queue'>): HeldPart {
  if (queue !== undefined) return 'queue';
  return shard === undefined ? 'all' : `${shard.index}/${shard.count}`;
}

/** Refuses a queue that does not answer, or that a part of the dataset alone is asked of. */
async function checkQueueAsked({ shard }: GenerateOptions, address: QueueAddress): Promise<void> {
  if (shard !== undefined) {
    throw new ToolkitError(
      'argument/invalid',
      `--queue must share out the whole dataset, got --shard ${shard.index}/${shard.count} beside it.`,
      'Leave out one of them.',
    );
  }
  const { checkQueue } = await import('./runner/queue/check-queue.ts');
  await checkQueue(address);
}

/** A dataset in which nothing is left is no dataset. */
function checkSomeLeft({ episodes, discarded, planned }: Dataset): void {
  if (episodes.length > 0 || discarded.length === 0) return;
  throw new ToolkitError(
    'dataset/all-discarded',
    `Some episode must be left, got ${discardWords(discarded, planned)}`,
    'Correct the policy, and choose another --out.',
  );
}
