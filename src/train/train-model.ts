import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { Progress } from '../core/progress.ts';
import { packageRoot } from '../dataset/package-root.ts';
import { fromSent, type SentError } from '../dataset/runner/sent-error.ts';
import { checkTrainOptions, type TrainOptions, type TrainResult, type TrainWatch } from './train-options.ts';

/** What the thread is given; a 1 in `stop` ends the training at its next step. */
export type TrainThreadStart = { readonly options: TrainOptions; readonly stop: Int32Array };

/** What the thread tells. */
export type TrainThreadMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'note'; readonly words: string }
  | { readonly kind: 'done'; readonly result: TrainResult }
  | { readonly kind: 'failed'; readonly error: SentError };

/** The thread's program: the built one, or its source where we are source. */
function startThread(start: TrainThreadStart): Worker {
  // Drivers are named to the Vulkan loader by the process's environment: a copy of it would not reach it.
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith('.ts')) {
    return new Worker(join(packageRoot(), 'dist', 'train-worker.js'), { workerData: start, env: SHARE_ENV });
  }
  const file = join(dirname(here), 'train-worker.ts');
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}); })`,
    { eval: true, workerData: start, env: SHARE_ENV },
  );
}

/**
 * Trains a world model on datasets, in a thread of its own, and writes it as an ONNX file with its checkpoint and
 * its record beside it. With a checkpoint of the same training there, it goes on from it.
 *
 * @throws {@link ToolkitError} before any work for wrong options, data and checkpoints: `argument/invalid`,
 * `train/input`, `train/checkpoint`, `pack/input`, `model/provider`, `file/exists`; later `train/diverged`,
 * `file/write`, and `work/interrupted` after a checkpoint.
 */
export async function trainModel(options: TrainOptions & TrainWatch): Promise<TrainResult> {
  const { onProgress, onNote, signal, ...asked } = options;
  checkTrainOptions(asked);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const abort = (): void => void Atomics.store(stop, 0, 1);
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort);
  const worker = startThread({ options: asked, stop });
  try {
    return await new Promise<TrainResult>((resolve, reject) => {
      worker.on('message', (message: TrainThreadMessage) => {
        if (message.kind === 'progress') onProgress?.(message.progress);
        if (message.kind === 'note') onNote?.(message.words);
        if (message.kind === 'done') resolve(message.result);
        if (message.kind === 'failed') reject(fromSent(message.error));
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the training's thread ended with exit code ${code}`)));
    });
  } finally {
    signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
