import { ToolkitError } from '../../core/error.ts';
import type { DriverChoice } from '../../simulator/open-simulator-node.ts';
import type { RecordedEpisode } from '../record-episode.ts';
import { fromSent } from './sent-error.ts';
import { startWorkerProcess, WorkerDeath, type WorkerProcess } from './worker-process.ts';

/** How often an episode is given to a worker before its workers' deaths are blamed on it. */
const TRIES = 2;

/** Seconds without a sign of life after which a worker is taken to hang. */
export const PATIENCE_S = 600;

export type RecorderOptions = {
  /** Text of plan.json. */
  readonly plan: string;
  readonly driver: DriverChoice;
  /** Seconds without a frame or another sign of life until a worker is ended and its episode tried again. */
  readonly patience: number;
};

/** One episode to record, and the folder to record it into: another at every try. */
export type RecordJob = { readonly episode: string; readonly folder: () => string };

/** What came of a job: files in a folder, or the reason why there will be none. */
export type RecordResult =
  | { readonly kind: 'recorded'; readonly folder: string; readonly recorded: RecordedEpisode }
  | { readonly kind: 'discarded'; readonly reason: string };

/** Records one episode after the other, in a process that is replaced when it dies or hangs. */
export type Recorder = {
  /**
   * Records one episode.
   *
   * @throws {@link ToolkitError} whatever the worker throws; `dataset/worker-died` when its workers keep dying.
   */
  readonly record: (job: RecordJob, onFrame: () => void) => Promise<RecordResult>;
  /** Ends the process; what it was asked for fails. */
  readonly kill: () => void;
};

/** Makes a recorder; its process starts with the first job. */
export function createRecorder({ plan, driver, patience }: RecorderOptions): Recorder {
  let worker: WorkerProcess | null = null;
  let killed = false;
  const begin = async (onFrame: () => void): Promise<WorkerProcess> => {
    worker = startWorkerProcess(patience);
    const ready = await worker.ask({ kind: 'start', plan, driver }, onFrame);
    if (ready.kind === 'failed') throw fromSent(ready.error);
    return worker;
  };
  const once = async (job: RecordJob, onFrame: () => void): Promise<RecordResult> => {
    const folder = job.folder();
    const ready = worker ?? (await begin(onFrame));
    const answer = await ready.ask({ kind: 'job', episode: job.episode, folder }, onFrame);
    if (answer.kind === 'failed') throw fromSent(answer.error);
    if (answer.kind === 'discarded') return { kind: 'discarded', reason: answer.reason };
    if (answer.kind === 'done') return { kind: 'recorded', folder, recorded: answer.recorded };
    throw new Error(`a worker answered ${answer.kind}`);
  };
  const record: Recorder['record'] = async (job, onFrame) => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(job, onFrame);
      } catch (error) {
        if (!(error instanceof WorkerDeath) || killed) throw error;
        worker = null;
        if (tries >= TRIES) throw deathOf(job.episode, error);
      }
    }
  };
  return {
    record,
    kill() {
      killed = true;
      worker?.kill();
    },
  };
}

const deathOf = (episode: string, error: Error): ToolkitError =>
  new ToolkitError(
    'dataset/worker-died',
    `A worker must live to record episode ${episode}, got ${error.message} ${TRIES} times.`,
    'Try --workers 1, another --driver or a longer --patience; if memory ran out, make --size smaller.',
  );
