import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import type { DriverChoice } from '../../simulator/open-simulator-node.ts';
import { packageRoot } from '../package-root.ts';
import type { RecordedEpisode } from '../record-episode.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { fromSent } from './sent-error.ts';

/** How often a job is given to a worker before its workers' deaths are blamed on it. */
const TRIES = 2;

/** One episode to record, and the folder to record it into: another at every try. */
export type PoolJob = { readonly episode: string; readonly folder: () => string };

export type PoolOptions = {
  readonly workers: number;
  /** Text of plan.json. */
  readonly plan: string;
  readonly driver: DriverChoice;
  readonly jobs: readonly PoolJob[];
  /** Called in turn, never twice at once, in the order in which episodes are finished. */
  readonly onDone: (episode: string, folder: string, recorded: RecordedEpisode) => Promise<void>;
  /** Called as `onDone`, for an episode that there will not be. */
  readonly onDiscarded: (episode: string, reason: string) => Promise<void>;
  readonly onFrame: () => void;
  readonly signal?: AbortSignal | undefined;
};

function entry(): string {
  const file = join(packageRoot(), 'dist', 'render-worker.js');
  if (existsSync(file)) return file;
  throw new ToolkitError('file/missing', `The workers' program ${file} must be there.`, 'Run npm run build.');
}

/** A child process that records one episode at a time. */
type Worker = {
  /** Settles when the child has answered, or has died. */
  readonly ask: (message: ToWorker, onFrame: () => void) => Promise<FromWorker>;
  readonly kill: () => void;
};

/** A worker that died instead of answering. */
class WorkerDeath extends Error {}

function startWorker(): Worker {
  const child: ChildProcess = fork(entry(), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let onMessage: (message: FromWorker) => void = () => undefined;
  let onDeath: (error: Error) => void = () => undefined;
  let death: Error | null = null;
  const die = (how: string): void => {
    death ??= new WorkerDeath(how);
    onDeath(death);
  };
  child.on('message', (message) => onMessage(message as FromWorker));
  child.on('error', (error) => die(error.message));
  child.on('exit', (code, signal) => die(signal === null ? `exit code ${code}` : `signal ${signal}`));
  return {
    ask: (message, onFrame) =>
      new Promise<FromWorker>((resolve, reject) => {
        if (death !== null) {
          reject(death);
          return;
        }
        onDeath = reject;
        onMessage = (answer) => (answer.kind === 'frame' ? onFrame() : resolve(answer));
        child.send(message, (error) => {
          if (error !== null) die(error.message);
        });
      }),
    kill: () => child.kill('SIGKILL'),
  };
}

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
  const { jobs, plan, driver, onDone, onDiscarded, onFrame, signal } = options;
  const queue = jobs.map((job) => ({ job, tries: 0 }));
  const workers = new Set<Worker>();
  let stopped: unknown = null;
  let commits: Promise<void> = Promise.resolve();
  const stop = (error: unknown): void => {
    stopped ??= error;
    for (const worker of workers) worker.kill();
  };
  const onAbort = (): void => stop(interrupted());
  if (signal?.aborted) throw interrupted();
  signal?.addEventListener('abort', onAbort);

  const begin = async (): Promise<Worker> => {
    const worker = startWorker();
    workers.add(worker);
    const ready = await worker.ask({ kind: 'start', plan, driver }, onFrame);
    if (ready.kind === 'failed') throw fromSent(ready.error);
    return worker;
  };
  const lane = async (): Promise<void> => {
    let worker: Worker | null = null;
    for (let next = queue.shift(); next !== undefined && stopped === null; next = queue.shift()) {
      const { job } = next;
      const folder = job.folder();
      try {
        worker ??= await begin();
        const answer = await worker.ask({ kind: 'job', episode: job.episode, folder }, onFrame);
        if (answer.kind === 'failed') throw fromSent(answer.error);
        if (answer.kind === 'done')
          commits = commits.then(() => onDone(job.episode, folder, answer.recorded));
        if (answer.kind === 'discarded')
          commits = commits.then(() => onDiscarded(job.episode, answer.reason));
        await commits;
      } catch (error) {
        if (!(error instanceof WorkerDeath) || stopped !== null) throw error;
        next.tries++;
        if (next.tries >= TRIES) throw deathOf(job.episode, error);
        queue.unshift(next);
        worker = null;
      }
    }
  };
  const lanes = Array.from({ length: Math.min(options.workers, jobs.length) }, lane);
  try {
    await Promise.all(lanes.map((running) => running.catch(stop)));
    if (stopped !== null) throw stopped;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    for (const worker of workers) worker.kill();
  }
}

const deathOf = (episode: string, error: Error): ToolkitError =>
  new ToolkitError(
    'dataset/worker-died',
    `A worker must live to record episode ${episode}, got ${error.message} ${TRIES} times.`,
    'Try --workers 1 or another --driver; if memory ran out, make --size smaller.',
  );
