import { setTimeout as wait } from 'node:timers/promises';
import { ToolkitError } from '../../../core/error.ts';
import { isCommitted } from '../../commit.ts';
import {
  ATTEMPTS,
  closeQueues,
  type EpisodeQueue,
  enqueue,
  openEpisodeQueue,
  openJobs,
  openQueueEvents,
  queueName,
  type WorkerProgress,
} from './episode-queue.ts';
import { type QueueWorkerOptions, startQueueWorker } from './queue-worker.ts';
import { createWorkerRates, ratesWords } from './worker-rates.ts';

export type QueueOptions = QueueWorkerOptions & {
  /** What is to be made. */
  readonly jobs: readonly string[];
  /** Told of how many of them are committed, and who works at what rate. */
  readonly onState: (committed: number, note: string) => void;
  readonly signal?: AbortSignal | undefined;
};

const LOOK_MS = 500;

/** An episode that was given up, and why. */
type DeadLetter = { readonly episode: string; readonly reason: string };

async function deadLetters(queue: EpisodeQueue): Promise<readonly DeadLetter[]> {
  const jobs = await queue.getFailed();
  return jobs.map(({ data, failedReason }) => ({
    episode: data.episode,
    reason: failedReason === undefined || failedReason === '' ? 'no reason was given' : failedReason,
  }));
}

/** Forgets what an earlier run gave up, so that it is tried anew. */
async function forgetDead(queue: EpisodeQueue): Promise<void> {
  for (const job of await queue.getFailed()) await job.remove();
}

/**
 * Has episodes made by whoever takes them from the queue, this process's workers among them, until all are
 * committed. The dataset's folder is the truth: what a Redis forgets is put into it again.
 *
 * @throws {@link ToolkitError} `queue/dead-letter` where some cannot be made, `work/interrupted`.
 */
export async function runQueue(options: QueueOptions): Promise<void> {
  const { address, dir, planSha256, jobs, workers } = options;
  const name = queueName(dir, planSha256);
  const queue = await openEpisodeQueue(address, name);
  const events = await openQueueEvents(address, name);
  const rates = createWorkerRates();
  // Whether Redis is away is the workers' to say.
  queue.on('error', () => undefined);
  events.on('error', () => undefined);
  events.on('progress', ({ data }) => rates.take(data as WorkerProgress, performance.now()));
  let worker: Awaited<ReturnType<typeof startQueueWorker>> | null = null;
  try {
    await forgetDead(queue);
    await enqueue(queue, jobs);
    if (workers > 0) worker = await startQueueWorker(options);
    await watch(queue, options, () => ratesWords(rates.rates(performance.now())));
  } finally {
    await closeQueues(...(worker === null ? [] : [worker]), queue, events);
  }
}

/** Waits until all is committed or given up. */
async function watch(queue: EpisodeQueue, options: QueueOptions, note: () => string): Promise<void> {
  const { dir, jobs, onState, signal } = options;
  const open = new Set(jobs);
  // A question to a Redis that is away waits; meanwhile the folder tells.
  let asked: Promise<readonly DeadLetter[] | null> | null = null;
  let dead: readonly DeadLetter[] | null = null;
  while (open.size > 0) {
    if (signal?.aborted) throw interrupted();
    for (const id of open) if (isCommitted(dir, id)) open.delete(id);
    onState(jobs.length - open.size, note());
    const left = [...open];
    asked ??= reconcile(queue, left);
    dead = await Promise.race([asked, wait(LOOK_MS).then(() => null)]);
    if (dead === null) continue;
    asked = null;
    if (dead.length > 0 && left.every((id) => dead?.some(({ episode }) => episode === id))) break;
    await wait(LOOK_MS);
  }
  if (open.size > 0) throw deadError(dead ?? [], jobs.length);
}

/** Puts back what a queue lost; gives what was given up where nothing else is left, else nothing. */
async function reconcile(queue: EpisodeQueue, open: readonly string[]): Promise<readonly DeadLetter[]> {
  if ((await openJobs(queue)) > 0) return [];
  const dead = (await deadLetters(queue)).filter(({ episode }) => open.includes(episode));
  const lost = open.filter((id) => !dead.some(({ episode }) => episode === id));
  if (lost.length > 0) await enqueue(queue, lost);
  return dead;
}

const interrupted = (): ToolkitError =>
  new ToolkitError(
    'work/interrupted',
    'The dataset must be made to its end, got an interrupt.',
    'Run the same command again, or let the workers go on: what is in the queue stays there.',
  );

function deadError(dead: readonly DeadLetter[], asked: number): ToolkitError {
  const shown = dead.slice(0, 3).map(({ episode, reason }) => `${episode}: ${reason}`);
  const more = dead.length > shown.length ? [`and ${dead.length - shown.length} more`] : [];
  return new ToolkitError(
    'queue/dead-letter',
    `All ${asked} episodes must be made, but ${dead.length} could not be in ${ATTEMPTS} tries: ${[...shown, ...more].join('; ')}`,
    'Correct the cause, then run the same command again: it tries them anew.',
  );
}
