import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import { packageRoot } from '../package-root.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** A child process that records one episode at a time. */
export type WorkerProcess = {
  /** Settles when the child has answered, or has died; `onFrame` is told of each frame until then. */
  readonly ask: (message: ToWorker, onFrame: () => void) => Promise<FromWorker>;
  readonly kill: () => void;
};

/** A worker that died instead of answering. */
export class WorkerDeath extends Error {}

/** How often it is looked whether a worker hangs, milliseconds. */
const TICK_MS = 250;

function entry(): string {
  const file = join(packageRoot(), 'dist', 'render-worker.js');
  if (existsSync(file)) return file;
  throw new ToolkitError('file/missing', `The workers' program ${file} must be there.`, 'Run npm run build.');
}

/**
 * Starts a worker. One that owes an answer and gives no sign of life for `patience` seconds is ended: by this
 * process's own ticks, so that a machine that sleeps makes nobody late.
 *
 * @throws {@link ToolkitError} `file/missing` when its program was not built.
 */
export function startWorkerProcess(patience: number): WorkerProcess {
  // It is plain JavaScript: a loader that our own process was started with, as tsx's, would only delay it.
  const child: ChildProcess = fork(entry(), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  let onMessage: (message: FromWorker) => void = () => undefined;
  let onDeath: (error: Error) => void = () => undefined;
  let death: Error | null = null;
  let silentMs = 0;
  const die = (how: string): void => {
    death ??= new WorkerDeath(how);
    onDeath(death);
  };
  child.on('message', (message) => {
    silentMs = 0;
    onMessage(message as FromWorker);
  });
  child.on('error', (error) => die(error.message));
  child.on('exit', (code, signal) => die(signal === null ? `exit code ${code}` : `signal ${signal}`));
  const ask: WorkerProcess['ask'] = (message, onFrame) =>
    new Promise((resolve, reject) => {
      if (death !== null) {
        reject(death);
        return;
      }
      silentMs = 0;
      const watch = setInterval(() => {
        silentMs += TICK_MS;
        if (silentMs < patience * 1000) return;
        die(`no sign of life for ${patience} s`);
        child.kill('SIGKILL');
      }, TICK_MS);
      onDeath = (error) => {
        clearInterval(watch);
        reject(error);
      };
      onMessage = (answer) => {
        if (answer.kind === 'frame') onFrame();
        if (answer.kind === 'frame' || answer.kind === 'alive') return;
        clearInterval(watch);
        resolve(answer);
      };
      child.send(message, (error) => {
        if (error !== null) die(error.message);
      });
    });
  return { ask, kill: () => child.kill('SIGKILL') };
}
