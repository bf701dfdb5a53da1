import { basename } from 'node:path';
import { VERSION } from '../core/version.ts';
import { replaceWhole } from '../media/replace-whole.ts';
import { LEARNT_VIEWS_KEY } from '../world-model/learnt-views.ts';
import { exportWmD } from '../world-model/wm-d/export-wm-d.ts';
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts';
import type { PreparedTraining } from './prepare-training.ts';
import { createStepMeter, type StepMeter } from './step-meter.ts';
import type { LoopPosition } from './train-loop.ts';
import { NO_HISTORY, type TrainingHistory } from './training-history.ts';
import type { TrainingState } from './training-session.ts';
import type { Validation } from './validate/validate-model.ts';
import type { ValidationClips } from './validate/validation-clips.ts';
import { viewsOfPacks } from './views-of-packs.ts';

/** Most points of a curve. */
const POINTS = 400;

/** A training on its way. */
export type TrainingRun = {
  readonly prepared: PreparedTraining;
  /** Null without validation. */
  readonly clips: ValidationClips | null;
  readonly meter: StepMeter;
  history: TrainingHistory;
  /** The step of the last checkpoint, and when it was made; of the last validation, too. */
  saved: { readonly step: number; readonly at: number };
  validated: { readonly step: number; readonly at: number };
  /** What the last validation of this run showed. */
  shown: Validation['shown'];
};

/** Takes up a training where its checkpoint left it. */
export function openRun(prepared: PreparedTraining): TrainingRun {
  const { checkpoint, clips } = prepared;
  const history = checkpoint?.history ?? NO_HISTORY;
  const now = performance.now();
  return {
    ...{ prepared, clips, history },
    meter: createStepMeter(history.points.at(-1)),
    saved: { step: checkpoint?.step ?? 0, at: now },
    validated: { step: history.validations.at(-1)?.step ?? 0, at: now },
    shown: [],
  };
}

/** Ends a point of the curves, where one is due or wanted. */
export function takePoint(run: TrainingRun, step: number, wanted: boolean): void {
  const every = Math.ceil(run.prepared.plan.totalSteps / POINTS);
  if (!wanted && step % every !== 0) return;
  const point = run.meter.take();
  if (point !== null) run.history = { ...run.history, points: [...run.history.points, point] };
}

/** Puts the model as it is now in its place. The same training gives the same bytes. */
async function writeModel(run: TrainingRun, step: number, state: TrainingState): Promise<void> {
  const { plan, files, packs, half, beginning } = run.prepared;
  const before = beginning.learntViews;
  const last = run.history.points.at(-1);
  const bytes = exportWmD(
    plan.config,
    { parameters: state.average, routerBias: state.routerBias },
    {
      name: basename(files.model, '.onnx'),
      fps: packs[0]?.index.fps ?? 0,
      half,
      metadata: {
        'wm.train.steps': String(step),
        'wm.train.samples': String(last?.samples ?? 0),
        'wm.train.seed': String(plan.seed),
        'wm.train.dataset_sha256': plan.dataHashes.join(' '),
        ...(before === null ? {} : { [LEARNT_VIEWS_KEY]: JSON.stringify(viewsOfPacks(packs, before)) }),
      },
    },
  );
  await replaceWhole(files.model, bytes);
}

/**
 * Commits where a training stands: the checkpoint first, then the model.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function saveRun(
  run: TrainingRun,
  { step, memory }: LoopPosition,
  state: TrainingState,
): Promise<void> {
  const { plan, files, provider, threads } = run.prepared;
  takePoint(run, step, true);
  const { history } = run;
  const checkpoint: Checkpoint = {
    ...{ plan, step, memory, history, provider, threads, state },
    toolkitVersion: VERSION,
  };
  await writeCheckpoint(files.checkpoint, checkpoint);
  await writeModel(run, step, state);
  run.saved = { step, at: performance.now() };
}
