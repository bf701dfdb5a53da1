import { parentPort } from 'node:worker_threads';
import type { ScoreAnswer, ScoreJob } from './score-pool.ts';
import { scoreRows } from './score-rows.ts';

/** Scores clips that it is sent, one after another. */
parentPort?.on('message', ({ clip, predictions }: ScoreJob) => {
  const answer: ScoreAnswer = scoreRows(clip, predictions);
  parentPort?.postMessage(answer);
});
