import { ToolkitError } from '../core/error.ts';
import { VERSION } from '../core/version.ts';
import { replaceWhole } from '../media/replace-whole.ts';
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts';
import { NO_LOSSES } from './loss-watch.ts';
import type { Network } from './network.ts';
import type { PreparedTraining } from './prepare-training.ts';
import { createStepMeter, type StepMeter } from './step-meter.ts';
import { type DoneStep, type LoopPosition, runTrainLoop } from './train-loop.ts';
import type { TrainResult, TrainWatch } from './train-options.ts';
import { type HistoryPoint, NO_HISTORY, type TrainingHistory } from './training-history.ts';
import type { TrainingState } from './training-session.ts';

/** Most points of a curve. */
const POINTS = 400;

/** Between two checkpoints, seconds; when they are made changes nothing of what is learnt. */
const CHECKPOINT_SECONDS = 120;

/** A training on its way. */
type Run = {
  readonly prepared: PreparedTraining;
  readonly network: Network;
  readonly meter: StepMeter;
  history: TrainingHistory;
  /** The step of the last checkpoint, and when it was made. */
  saved: { step: number; at: number };
};

function openRun(prepared: PreparedTraining, network: Network): Run {
  const { checkpoint } = prepared;
  const history = checkpoint?.history ?? NO_HISTORY;
  const seconds = history.points.at(-1)?.seconds ?? 0;
  return {
    ...{ prepared, network, history },
    meter: createStepMeter({ seconds, skipped: checkpoint?.memory.skippedInAll ?? 0 }),
    saved: { step: checkpoint?.step ?? 0, at: performance.now() },
  };
}

/** Ends a point of the curves where one is due. */
function takePoint(run: Run, step: number, due: boolean): void {
  const every = Math.ceil(run.prepared.plan.totalSteps / POINTS);
  if (!due && step % every !== 0) return;
  const point = run.meter.take();
  if (point !== null) run.history = { ...run.history, points: [...run.history.points, point] };
}

/** Puts the model as it is now in its place. */
async function exportModel({ prepared, network }: Run, step: number, state: TrainingState): Promise<void> {
  const { plan, files, packs } = prepared;
  const bytes = network.exportModel(
    plan.config,
    { parameters: state.average, routerBias: state.routerBias },
    {
      name: (files.model.split(/[/\\]/).at(-1) ?? '').replace(/\.onnx$/, ''),
      fps: packs[0]?.index.fps ?? 0,
      metadata: {
        'wm.train.steps': String(step),
        'wm.train.seed': String(plan.seed),
        'wm.train.dataset_sha256': plan.dataHashes.join(' '),
      },
    },
  );
  await replaceWhole(files.model, bytes);
}

/** Commits where the training stands: checkpoint first, then the model. */
async function save(run: Run, { step, memory }: LoopPosition, state: TrainingState): Promise<void> {
  const { plan, files, provider, threads } = run.prepared;
  takePoint(run, step, true);
  const { history } = run;
  const checkpoint: Checkpoint = {
    ...{ plan, step, memory, history, provider, threads, state },
    toolkitVersion: VERSION,
  };
  await writeCheckpoint(files.checkpoint, checkpoint);
  await exportModel(run, step, state);
  run.saved = { step, at: performance.now() };
}

/** What the live line says besides how far it is. */
function note(last: HistoryPoint | undefined, { report }: DoneStep): string {
  const loss = (last?.loss ?? report.loss).toPrecision(4);
  if (last === undefined) return `loss ${loss}`;
  const { samplesPerSecond, gflops, memoryBytes, skipped } = last;
  const lost = skipped === 0 ? '' : ` · ${skipped} skipped`;
  return `loss ${loss} · ${samplesPerSecond.toFixed(0)} samples/s · ${gflops.toFixed(0)} GFLOP/s · ${(memoryBytes / 1e6).toFixed(0)} MB${lost}`;
}

function resultOf({ prepared, history }: Run, step: number, skipped: number): TrainResult {
  const { files, plan, provider } = prepared;
  return {
    ...{ model: files.model, checkpoint: files.checkpoint, record: files.record, page: files.page },
    ...{ steps: step, totalSteps: plan.totalSteps, finished: step >= plan.totalSteps },
    ...{ skippedSteps: skipped, provider, seconds: history.points.at(-1)?.seconds ?? 0 },
  };
}

/**
 * Takes the steps of a training, and keeps what it finds.
 *
 * @throws {@link ToolkitError} `train/diverged`; `file/write`; `work/interrupted`, after a checkpoint.
 */
export async function runTraining(
  prepared: PreparedTraining,
  network: Network,
  watch: TrainWatch,
): Promise<TrainResult> {
  const { plan, files, parts, checkpoint } = prepared;
  const run = openRun(prepared, network);
  const stopped = (): boolean => watch.signal?.aborted === true;
  const end = await runTrainLoop({
    ...parts,
    ...{ schedule: plan.schedule, totalSteps: plan.totalSteps, stopped },
    step: checkpoint?.step ?? 0,
    memory: checkpoint?.memory ?? NO_LOSSES,
    state: checkpoint?.state ?? prepared.beginning.state(),
    onStep: (done) => {
      run.meter.add(done);
      takePoint(run, done.step, false);
      const [total, words] = [plan.totalSteps, note(run.history.points.at(-1), done)];
      watch.onProgress?.({ stage: 'train', done: done.step, total, unit: 'steps', note: words });
    },
    onPause: async (position, newPhase) => {
      if (!newPhase && performance.now() - run.saved.at < 1000 * CHECKPOINT_SECONDS) return;
      await save(run, position, await position.state());
    },
    kept: () =>
      run.saved.step === 0 ? 'nothing was kept' : `${files.checkpoint} keeps step ${run.saved.step}`,
  });
  await save(run, { ...end, state: async () => end.state }, end.state);
  if (end.step < plan.totalSteps) {
    throw new ToolkitError(
      'work/interrupted',
      `The training was interrupted after ${end.step} of ${plan.totalSteps} steps; ${files.checkpoint} keeps them.`,
      'Run the same command again to go on.',
    );
  }
  return resultOf(run, end.step, end.memory.skippedInAll);
}
