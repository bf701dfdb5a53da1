import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ToolkitError } from '../../core/error.ts';
import type { ChosenMotion } from '../choose-motion.ts';
import { Discarded } from '../discarded.ts';
import { packageRoot } from '../package-root.ts';
import { type CallCount, createCallCount, createPolicyWatch, type PolicyWatch } from './policy-watch.ts';
import { fromSent, type SentError } from './sent-error.ts';

/** What the thread answers to the id of an episode: frames as they are played, then one of the others. */
export type MotionAnswer =
  | { readonly kind: 'frame' }
  | { readonly kind: 'chosen'; readonly chosen: ChosenMotion }
  | { readonly kind: 'discarded'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: SentError };

/** What the thread begins with. */
export type MotionStart = {
  /** Text of plan.json. */
  readonly plan: string;
  readonly calls: CallCount;
};

/** How often it is looked after, milliseconds. */
const TICK_MS = 250;

/** A thread in which episodes are played without being drawn, so that a policy that hangs can be ended. */
export type MotionThread = {
  /**
   * As `chooseMotion`.
   *
   * @throws {@link Discarded} Also for a policy that hangs, or ends its thread.
   */
  readonly choose: (id: string) => Promise<ChosenMotion>;
};

/**
 * Makes the thread's owner; the thread itself starts when it is first needed, and again after its end.
 *
 * @param plan - Text of plan.json.
 * @param onSign - Told of every frame.
 * @throws {@link ToolkitError} `file/missing` when its program was not built.
 */
export function createMotionThread(plan: string, onSign: () => void): MotionThread {
  const file = join(packageRoot(), 'dist', 'motion-thread.js');
  if (!existsSync(file)) {
    throw new ToolkitError(
      'file/missing',
      `The program ${file} must be there, got none.`,
      'Run npm run build.',
    );
  }
  let thread: { readonly worker: Worker; readonly watch: PolicyWatch } | null = null;
  /** Takes what comes of the episode that is being played. */
  let take: (answer: MotionAnswer) => void = () => undefined;
  const lose = (worker: Worker, reason: string): void => {
    if (worker !== thread?.worker) return;
    thread = null;
    void worker.terminate();
    take({ kind: 'discarded', reason });
  };
  const start = (): NonNullable<typeof thread> => {
    const given: MotionStart = { plan, calls: createCallCount() };
    const worker = new Worker(file, { workerData: given });
    worker.on('message', (answer: MotionAnswer) => take(answer));
    worker.on('error', (error) => lose(worker, `its policy ended its thread: ${error.message}`));
    worker.on('exit', (code) => lose(worker, `its policy ended its thread with exit code ${code}`));
    return { worker, watch: createPolicyWatch(given.calls) };
  };
  const choose = (id: string): Promise<ChosenMotion> =>
    new Promise((resolve, reject) => {
      thread ??= start();
      const { worker, watch } = thread;
      watch.frame();
      const timer = setInterval(() => {
        const late = watch.tick(TICK_MS);
        if (late !== null) lose(worker, late);
      }, TICK_MS);
      take = (answer) => {
        watch.frame();
        onSign();
        if (answer.kind !== 'frame') clearInterval(timer);
        if (answer.kind === 'chosen') resolve(answer.chosen);
        if (answer.kind === 'discarded') reject(new Discarded(answer.reason));
        if (answer.kind === 'failed') reject(fromSent(answer.error));
      };
      worker.postMessage(id);
    });
  return { choose };
}
