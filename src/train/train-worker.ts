import { parentPort, workerData } from 'node:worker_threads';
import { toSent } from '../dataset/runner/sent-error.ts';
import { trainJob } from './train-job.ts';
import type { TrainThreadMessage, TrainThreadStart } from './train-model.ts';

const { options, stop } = workerData as TrainThreadStart;

const send = (message: TrainThreadMessage): void => parentPort?.postMessage(message);

/** The parent's wish, as the signal that the work asks. The thread has no time to be told while it computes. */
const signal = {
  get aborted() {
    return Atomics.load(stop, 0) === 1;
  },
} as AbortSignal;

try {
  const result = await trainJob(options, {
    signal,
    onProgress: (progress) => send({ kind: 'progress', progress }),
    onNote: (words) => send({ kind: 'note', words }),
  });
  send({ kind: 'done', result });
} catch (error) {
  send({ kind: 'failed', error: toSent(error) });
}
