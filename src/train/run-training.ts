import { existsSync } from 'node:fs';
import { ToolkitError } from '../core/error.ts';
import { NO_LOSSES } from './loss-watch.ts';
import type { PreparedTraining } from './prepare-training.ts';
import { progressNote, secondsLeft } from './progress-note.ts';
import { showRun } from './show-run.ts';
import { type DoneStep, type LoopPosition, runTrainLoop } from './train-loop.ts';
import type { TrainResult, TrainWatch } from './train-options.ts';
import { openRun, saveRun, type TrainingRun, takePoint } from './training-run.ts';
import { prepareValidation, validateRun } from './validate/validate-run.ts';

/** Between two checkpoints and two validations, seconds. When they are made changes nothing of what is learnt. */
const CHECKPOINT_SECONDS = 120;
const VALIDATION_SECONDS = 240;

/** Counts a step, and tells of it. */
function countStep(run: TrainingRun, done: DoneStep, { onProgress }: TrainWatch): void {
  run.meter.add(done);
  const { plan } = run.prepared;
  takePoint(run, done.step, false);
  const seconds = secondsLeft(plan, done.step, run.history.points);
  const left = seconds === null ? {} : { secondsLeft: seconds };
  const note = progressNote(run.history);
  onProgress?.({ stage: 'train', done: done.step, total: plan.totalSteps, unit: 'steps', ...left, note });
}

/** Keeps and shows where the training stands, where that is due. */
async function pause(run: TrainingRun, position: LoopPosition, due: boolean): Promise<void> {
  const now = performance.now();
  const tried = run.clips !== null && now - run.validated.at >= 1000 * VALIDATION_SECONDS;
  if (!due && !tried && now - run.saved.at < 1000 * CHECKPOINT_SECONDS) return;
  await saveRun(run, position, await position.state());
  if (tried || (due && run.clips !== null)) await validateRun(run, position.step);
  await showRun(run, position.step, false);
}

function resultOf({ prepared, history }: TrainingRun, { step, memory }: LoopPosition): TrainResult {
  const { files, plan, provider } = prepared;
  return {
    ...{ model: files.model, checkpoint: files.checkpoint, record: files.record, page: files.page },
    ...{ steps: step, totalSteps: plan.totalSteps, finished: step >= plan.totalSteps },
    ...{ skippedSteps: memory.skippedInAll, provider, seconds: history.points.at(-1)?.seconds ?? 0 },
  };
}

/** Takes the steps that are left. */
async function takeSteps(run: TrainingRun, watch: TrainWatch): Promise<LoopPosition> {
  const { plan, files, parts, checkpoint, beginning } = run.prepared;
  const end = await runTrainLoop({
    ...parts,
    ...{ schedule: plan.schedule, totalSteps: plan.totalSteps },
    stopped: () => watch.signal?.aborted === true,
    step: checkpoint?.step ?? 0,
    memory: checkpoint?.memory ?? NO_LOSSES,
    state: checkpoint?.state ?? beginning.state(),
    onStep: (done) => countStep(run, done, watch),
    onPause: (position, newPhase) => pause(run, position, newPhase),
    kept: () =>
      run.saved.step === 0 ? 'nothing was kept' : `${files.checkpoint} keeps step ${run.saved.step}`,
  });
  return { ...end, state: async () => end.state };
}

/**
 * Takes the steps of a training, and keeps and shows what it finds.
 *
 * @throws {@link ToolkitError} `train/diverged`; `file/write`; `work/interrupted`, after a checkpoint.
 */
export async function runTraining(prepared: PreparedTraining, watch: TrainWatch): Promise<TrainResult> {
  const { plan, files } = prepared;
  const run = openRun(prepared);
  const { checkpoint } = prepared;
  if (checkpoint?.step === plan.totalSteps && existsSync(files.model)) {
    watch.onNote?.('It has learnt all of its steps already.');
    return resultOf(run, { ...checkpoint, state: async () => checkpoint.state });
  }
  await prepareValidation(run, watch);
  const end = await takeSteps(run, watch);
  const finished = end.step >= plan.totalSteps;
  await saveRun(run, end, await end.state());
  if (finished && run.clips !== null && run.history.validations.at(-1)?.step !== end.step) {
    await validateRun(run, end.step);
    await saveRun(run, end, await end.state());
  }
  await showRun(run, end.step, finished);
  if (finished) return resultOf(run, end);
  throw new ToolkitError(
    'work/interrupted',
    `The training was interrupted after ${end.step} of ${plan.totalSteps} steps; ${files.checkpoint} keeps them.`,
    'Run the same command again to go on.',
  );
}
