import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../dataset/package-root.ts';
import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import type { ClipScores } from '../../metrics/score-clip.ts';
import { scoreRows } from './score-rows.ts';

/** One clip, and what several sources predict of it. */
export type ScoreJob = {
  readonly clip: EvaluatedClip;
  readonly predictions: readonly (readonly Uint8Array[])[];
};

/** The scores of each prediction, in their order. */
export type ScoreAnswer = ClipScores[];

/** Scores clips on as many threads as it was made with. Holds threads: close it. */
export type ScorePool = {
  /** Takes a job at once or when a thread is free; which one changes nothing. */
  readonly score: (job: ScoreJob) => Promise<ScoreAnswer>;
  readonly close: () => Promise<void>;
};

/** The thread's program: the built one, or its source where we are source. */
function startThread(): Worker {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith('.ts')) return new Worker(join(packageRoot(), 'dist', 'score-thread.js'));
  const file = join(dirname(here), 'score-thread.ts');
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}); })`,
    { eval: true },
  );
}

type Waiting = {
  readonly job: ScoreJob;
  readonly resolve: (answer: ScoreAnswer) => void;
  readonly reject: (error: Error) => void;
};

/** Scores without a thread of its own. */
const alone: ScorePool = {
  score: async ({ clip, predictions }) => scoreRows(clip, predictions),
  close: async () => undefined,
};

/** Starts a pool. With one job, clips are scored where they are asked for. */
export function createScorePool(jobs: number): ScorePool {
  if (jobs === 1) return alone;
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  const next = (): void => {
    while (queue.length > 0 && idle.length > 0) {
      const [worker, waiting] = [idle.pop() as Worker, queue.shift() as Waiting];
      busy.set(worker, waiting);
      worker.postMessage(waiting.job);
    }
  };
  const threads = Array.from({ length: jobs }, () => {
    const worker = startThread();
    worker.on('message', (answer: ScoreAnswer) => {
      busy.get(worker)?.resolve(answer);
      busy.delete(worker);
      idle.push(worker);
      next();
    });
    // What a thread cannot score is an error of ours: nothing is scored in its stead.
    worker.on('error', (error) => {
      for (const { reject } of [...busy.values(), ...queue]) reject(error);
    });
    idle.push(worker);
    return worker;
  });
  return {
    score: (job) =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        next();
      }),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
