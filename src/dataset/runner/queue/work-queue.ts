import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ToolkitError } from '../../../core/error.ts';
import type { OnProgress } from '../../../core/progress.ts';
import { holdFolder } from '../../hold-folder.ts';
import { driverHere } from '../../made-here.ts';
import { listShards, openTop } from '../../open-dataset.ts';
import { plannedEpisodes } from '../../plan.ts';
import { planText } from '../../plan-file.ts';
import { processName } from '../../process-identity.ts';
import { closeStaging, openStaging } from '../../staging.ts';
import { PATIENCE_S } from '../recorder.ts';
import { checkQueue } from './check-queue.ts';
import { closeQueues, openEpisodeQueue, openJobs, queueName } from './episode-queue.ts';
import type { QueueAddress } from './queue-address.ts';
import { type QueueWorker, startQueueWorker } from './queue-worker.ts';

/** Whose episodes to make, where, and by how many. */
export type WorkQueueOptions = {
  readonly queue: QueueAddress;
  /** The dataset's folder, which all workers share. */
  readonly dir: string;
  /** Processes; default one a core. */
  readonly workers?: number | undefined;
  /** Seconds without a sign of life after which a process is ended and replaced; default 600. */
  readonly patience?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Told in a sentence when Redis goes away, and when it comes back. */
  readonly onWords?: ((words: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What a worker did: episodes that it committed, episodes that others had committed, frames that it drew. */
export type Worked = {
  readonly dir: string;
  readonly committed: number;
  readonly there: number;
  readonly frames: number;
};

const LOOK_MS = 1000;

/** So long a worker waits for an empty queue to be filled, milliseconds. */
const IDLE_MS = 15_000;

/**
 * Makes episodes that a queue asks for, until the dataset is complete or the queue stays empty.
 *
 * @throws {@link ToolkitError} `queue/*`; `file/missing` and what else `openDataset` throws; `dataset/in-use`;
 * `device/missing` where this machine would give other bytes; `work/interrupted`.
 */
export async function workQueue(options: WorkQueueOptions): Promise<Worked> {
  const { queue: address, workers = availableParallelism(), patience = PATIENCE_S } = options;
  const dir = resolve(options.dir);
  const { plan, planSha256 } = await openTop(dir);
  await checkQueue(address);
  const driver = await driverHere(plan, dir);
  const planned = new Set(plannedEpisodes(plan).map(({ id }) => id));
  const staging = await openStaging(dir);
  let worker: QueueWorker | null = null;
  try {
    await holdFolder(dir, staging, 'queue');
    worker = await startQueueWorker({
      ...{ address, dir, staging, planSha256, planned, workers, patience, driver },
      plan: planText(plan),
      name: processName(),
      onWords: options.onWords ?? (() => undefined),
    });
    await untilDone({ ...options, dir }, planSha256, planned.size, worker);
    return { dir, ...worker.counts() };
  } finally {
    if (worker !== null) await closeQueues(worker);
    await closeStaging(dir, staging);
  }
}

async function untilDone(
  { dir, queue: address, onProgress, signal }: WorkQueueOptions,
  planSha256: string,
  total: number,
  worker: QueueWorker,
): Promise<void> {
  const queue = await openEpisodeQueue(address, queueName(dir, planSha256));
  queue.on('error', () => undefined);
  const start = performance.now();
  let busy = start;
  try {
    for (;;) {
      if (signal?.aborted) throw interrupted();
      const done = (await listShards(dir)).length;
      const rate = (1000 * worker.counts().frames) / (performance.now() - start);
      onProgress?.({
        stage: 'work',
        done,
        total,
        unit: 'episodes',
        note: `${rate.toFixed(1)} frames/s here`,
      });
      if (done >= total) return;
      const open = await Promise.race([openJobs(queue), wait(LOOK_MS).then(() => null)]);
      // No answer: Redis is away, and may hold more for us when it is back.
      if (open !== 0) busy = performance.now();
      if (performance.now() - busy > IDLE_MS) return;
      await wait(LOOK_MS);
    }
  } finally {
    await closeQueues(queue);
  }
}

const interrupted = (): ToolkitError =>
  new ToolkitError(
    'work/interrupted',
    'A worker must work until the queue is empty, got an interrupt.',
    'Start it again when you like: others take over what it was making.',
  );
