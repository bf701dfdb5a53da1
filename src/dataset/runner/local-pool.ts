import { ToolkitError } from '../../core/error.ts';
import type { RecordedEpisode } from '../record-episode.ts';
import { createRecorder, type RecorderOptions, type RecordJob } from './recorder.ts';

export type PoolOptions = RecorderOptions & {
  readonly workers: number;
  readonly jobs: readonly RecordJob[];
  /** Called in turn, never twice at once, in the order in which episodes are finished. */
  readonly onDone: (episode: string, folder: string, recorded: RecordedEpisode) => Promise<void>;
  /** Called as `onDone`, for an episode that there will not be. */
  readonly onDiscarded: (episode: string, reason: string) => Promise<void>;
  readonly onFrame: () => void;
  readonly signal?: AbortSignal | undefined;
};

const interrupted = (): ToolkitError =>
  new ToolkitError(
    'work/interrupted',
    'The dataset must be made to its end, got an interrupt.',
    'Run the same command again: it goes on where it stopped.',
  );

/**
 * Records jobs on a pool of processes. Which worker takes which job changes nothing in the bytes.
 *
 * @throws {@link ToolkitError} whatever a worker throws, `dataset/worker-died` when a job's workers
 * keep dying, `work/interrupted`.
 */
export async function runPool(options: PoolOptions): Promise<void> {
  const { jobs, onDone, onDiscarded, onFrame, signal } = options;
  if (signal?.aborted) throw interrupted();
  const queue = [...jobs];
  const count = Math.min(options.workers, jobs.length);
  const recorders = Array.from({ length: count }, () => createRecorder(options));
  let stopped: unknown = null;
  let commits: Promise<void> = Promise.resolve();
  const stop = (error: unknown): void => {
    stopped ??= error;
    for (const recorder of recorders) recorder.kill();
  };
  const onAbort = (): void => stop(interrupted());
  signal?.addEventListener('abort', onAbort);
  const lanes = recorders.map(async (recorder) => {
    for (let job = queue.shift(); job !== undefined && stopped === null; job = queue.shift()) {
      const { episode } = job;
      const result = await recorder.record(job, onFrame);
      commits = commits.then(() =>
        result.kind === 'recorded'
          ? onDone(episode, result.folder, result.recorded)
          : onDiscarded(episode, result.reason),
      );
      await commits;
    }
  });
  try {
    await Promise.all(lanes.map((running) => running.catch(stop)));
    if (stopped !== null) throw stopped;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    for (const recorder of recorders) recorder.kill();
  }
}
