import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { QueueEvents as Events, Job, Queue } from 'bullmq';
import type { QueueAddress } from './queue-address.ts';

/** What a queue holds of an episode that is to be made. */
export type EpisodeJob = { readonly episode: string };

/** What a worker says while it works: who it is, and how many frames it has drawn since it began. */
export type WorkerProgress = { readonly worker: string; readonly frames: number };

/** Whether a worker committed the episode, or found that it was committed. */
export type EpisodeJobResult = { readonly committed: boolean };

export type EpisodeQueue = Queue<EpisodeJob, EpisodeJobResult>;

/**
 * The queue of one dataset, the same for all who see its folder under that name: two folders of one plan
 * have two.
 */
export const queueName = (dir: string, planSha256: string): string =>
  `worldwright-${basename(dir).replace(/[^\w.-]/g, '_')}-${planSha256.slice(0, 16)}`;

/** A worker that gives no sign for so long has lost its episode to the others, milliseconds. */
export const LOCK_MS = 10_000;
/** How often lost episodes are looked for, milliseconds. */
export const STALLED_MS = 3000;
/** So many workers may be lost over an episode before it is given up. */
export const MAX_STALLS = 20;
/** How often an episode is tried whose worker says that it failed. */
export const ATTEMPTS = 3;

/** A connection that waits for a Redis that went away, for as long as it takes. */
export const lastingConnection = (address: QueueAddress) => ({
  ...address,
  maxRetriesPerRequest: null,
  retryStrategy: (tries: number) => Math.min(200 * tries, 2000),
});

/** Opens the queue; close it. */
export async function openEpisodeQueue(address: QueueAddress, name: string): Promise<EpisodeQueue> {
  const { Queue } = await import('bullmq');
  return new Queue<EpisodeJob, EpisodeJobResult>(name, {
    connection: lastingConnection(address),
    defaultJobOptions: {
      attempts: ATTEMPTS,
      backoff: { type: 'fixed', delay: 1000 },
      // What is made stands in the dataset; what failed stays, with its reason.
      removeOnComplete: true,
      removeOnFail: false,
    },
  });
}

/** Opens what tells of all workers; close it. */
export async function openQueueEvents(address: QueueAddress, name: string): Promise<Events> {
  const { QueueEvents } = await import('bullmq');
  return new QueueEvents(name, { connection: lastingConnection(address) });
}

/** Puts episodes into the queue; one that is there already stays as it is. */
export const enqueue = (queue: EpisodeQueue, episodes: readonly string[]): Promise<Job[]> =>
  queue.addBulk(
    episodes.map((episode) => ({ name: 'episode', data: { episode }, opts: { jobId: episode } })),
  );

/** How many wait, are being made, or wait for another try. */
export async function openJobs(queue: EpisodeQueue): Promise<number> {
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Closes what was opened, without waiting for a Redis that is away. */
export async function closeQueues(
  ...open: readonly { readonly close: () => Promise<void> }[]
): Promise<void> {
  const closed = Promise.all(open.map((one) => one.close().catch(() => undefined)));
  await Promise.race([closed, wait(2000)]);
}
