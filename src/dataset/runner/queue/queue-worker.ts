import type { Job, Worker } from 'bullmq';
import { ToolkitError } from '../../../core/error.ts';
import { asideName, commitDiscarded, commitEpisode, isCommitted } from '../../commit.ts';
import { createRecorder, type Recorder, type RecorderOptions } from '../recorder.ts';
import {
  type EpisodeJob,
  type EpisodeJobResult,
  LOCK_MS,
  lastingConnection,
  MAX_STALLS,
  queueName,
  STALLED_MS,
  type WorkerProgress,
} from './episode-queue.ts';
import type { QueueAddress } from './queue-address.ts';

export type QueueWorkerOptions = RecorderOptions & {
  readonly address: QueueAddress;
  readonly dir: string;
  /** Where this process may write aside. */
  readonly staging: string;
  readonly planSha256: string;
  /** Ids of the plan's episodes: what a queue asks for besides is refused. */
  readonly planned: ReadonlySet<string>;
  /** Processes. */
  readonly workers: number;
  /** What this worker is called in the progress of all. */
  readonly name: string;
  readonly onWords: (words: string) => void;
};

/** Takes episodes from a queue until it is closed. */
export type QueueWorker = {
  /** So far: episodes that it committed, episodes that it was given and found committed, frames that it drew. */
  readonly counts: () => { readonly committed: number; readonly there: number; readonly frames: number };
  /** Ends it; what it is making is left to others. */
  readonly close: () => Promise<void>;
};

/** Between two signs of progress, milliseconds. */
const TELL_MS = 1000;

/** Says once that Redis went away, and once that it came back. */
function tellAway(worker: Worker, onWords: (words: string) => void): void {
  let away = false;
  worker.on('error', (error) => {
    if (!('code' in error) && !/connection/i.test(error.message)) return;
    if (!away) onWords('Redis is away: what is being made goes on, and it is asked again and again.');
    away = true;
  });
  worker.on('active', () => {
    if (away) onWords('Redis is back.');
    away = false;
  });
}

/** Starts to take episodes. */
export async function startQueueWorker(options: QueueWorkerOptions): Promise<QueueWorker> {
  const { dir, staging, planSha256, planned, name, workers } = options;
  const { Worker } = await import('bullmq');
  const recorders = Array.from({ length: workers }, () => createRecorder(options));
  const idle: Recorder[] = [...recorders];
  let [committed, there, frames, told] = [0, 0, 0, 0];

  const make = async (job: Job<EpisodeJob, EpisodeJobResult>, recorder: Recorder): Promise<boolean> => {
    const { episode } = job.data;
    const tell = (): void => {
      frames++;
      if (performance.now() - told < TELL_MS) return;
      told = performance.now();
      // Lost where Redis is away: it is for the eye alone.
      job.updateProgress({ worker: name, frames } satisfies WorkerProgress).catch(() => undefined);
    };
    const result = await recorder.record({ episode, folder: () => asideName(staging, episode) }, tell);
    return result.kind === 'recorded'
      ? commitEpisode(dir, staging, result.folder, { episode, planSha256, files: result.recorded.files })
      : commitDiscarded(dir, staging, { episode, planSha256, discarded: result.reason });
  };
  const take = async (job: Job<EpisodeJob, EpisodeJobResult>): Promise<EpisodeJobResult> => {
    checkPlanned(planned, job.data.episode);
    const recorder = idle.pop();
    if (recorder === undefined) throw new Error('a queue gave more than was asked for');
    try {
      const did = !isCommitted(dir, job.data.episode) && (await make(job, recorder));
      if (did) committed++;
      else there++;
      return { committed: did };
    } catch (error) {
      // What stands in the dead letter is a sentence.
      throw error instanceof ToolkitError ? new Error(`${error.code}: ${error.message}`) : error;
    } finally {
      idle.push(recorder);
    }
  };
  const worker = new Worker<EpisodeJob, EpisodeJobResult>(queueName(dir, planSha256), take, {
    connection: lastingConnection(options.address),
    ...{ name, concurrency: workers, lockDuration: LOCK_MS },
    ...{ stalledInterval: STALLED_MS, maxStalledCount: MAX_STALLS, drainDelay: 1, runRetryDelay: 1000 },
  });
  tellAway(worker, options.onWords);
  return {
    counts: () => ({ committed, there, frames }),
    async close() {
      for (const recorder of recorders) recorder.kill();
      await worker.close(true);
    },
  };
}

/** A queue is not trusted: an episode's name becomes a path. */
function checkPlanned(planned: ReadonlySet<string>, episode: unknown): void {
  if (typeof episode === 'string' && planned.has(episode)) return;
  throw new ToolkitError(
    'argument/unknown',
    `A queue must ask for episodes of the plan, got ${JSON.stringify(episode)?.slice(0, 80)}.`,
    'Give each dataset a queue of its own.',
  );
}
