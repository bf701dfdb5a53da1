import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { chooseProvider } from '../onnx/provider-node.ts';
import type { Provider } from '../onnx/session.ts';
import { WM_D_CONTEXT, type WmDConfig } from '../world-model/wm-d/wm-d-config.ts';
import { type Beginning, beginTraining } from './begin-training.ts';
import type { Checkpoint, TrainingPlan } from './checkpoint.ts';
import { measurePhases } from './measure-phases.ts';
import { openTrainingSession } from './open-training-session.ts';
import type { Pack } from './pack/open-pack.ts';
import { createWindowReader, type WindowReader } from './pack/window-reader.ts';
import { type AskedPlan, agreedPlan, planTraining } from './plan-training.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { type SchedulePhase, stepsWithin } from './schedule.ts';
import type { TrainLoop } from './train-loop.ts';
import type { TrainOptions, TrainWatch } from './train-options.ts';
import type { TrainingFiles } from './training-files.ts';
import type { TrainingPhase } from './training-session.ts';
import { readValidationClips, type ValidationClips } from './validate/validation-clips.ts';

/** A training whose every question is answered, and that has not begun. */
export type PreparedTraining = {
  readonly plan: TrainingPlan;
  readonly files: TrainingFiles;
  readonly packs: readonly Pack[];
  readonly beginning: Beginning;
  /** Null = from the first step on. */
  readonly checkpoint: Checkpoint | null;
  /** Null without validation. */
  readonly clips: ValidationClips | null;
  readonly provider: Provider;
  /** What the provider runs on, as it calls itself; empty = the processor. */
  readonly device: string;
  readonly threads: number;
  /** Whether the model's weights are stored in half precision. */
  readonly half: boolean;
  readonly parts: Pick<TrainLoop, 'phaseAt' | 'openSession' | 'readBatch'>;
};

/** Reads the windows of every phase; each reader is made once. */
function createBatches(
  packs: readonly Pack[],
  { config, schedule, seed }: AskedPlan,
): (phase: TrainingPhase, step: number) => ReturnType<WindowReader['read']> {
  const readers = new Map<string, WindowReader>();
  const readerOf = ({ batch, unroll }: Pick<SchedulePhase, 'batch' | 'unroll'>): WindowReader => {
    const key = `${batch} ${unroll}`;
    const known = readers.get(key);
    if (known !== undefined) return known;
    const frames = WM_D_CONTEXT + unroll;
    const depth = config.heads.includes('depth');
    const reader = createWindowReader(packs, { batch, frames, seed, actionDim: config.actionDim, depth });
    readers.set(key, reader);
    return reader;
  };
  // Data that a later phase cannot use are refused before the first.
  for (const phase of schedule.phases) readerOf(phase);
  return (phase, step) => readerOf(phase).read(step);
}

/** The clips that it is tried on while it learns. */
async function validationClips(
  dir: string | undefined,
  config: WmDConfig,
  packs: readonly Pack[],
): Promise<ValidationClips | null> {
  if (dir === undefined) return null;
  const learntFrom = packs.flatMap(({ index }) => index.datasets.map(({ planSha256 }) => planSha256));
  return readValidationClips(dir, { config, fps: packs[0]?.index.fps ?? 0, learntFrom });
}

/** Turns minutes into steps, by trying some. */
async function countSteps(
  asked: AskedPlan,
  parts: PreparedTraining['parts'],
  beginning: Beginning,
  watch: TrainWatch,
): Promise<number> {
  if (asked.totalSteps !== null) return asked.totalSteps;
  const minutes = asked.minutes ?? 0;
  watch.onNote?.('Timing a few steps of each phase …');
  const seconds = await measurePhases(asked.schedule, parts, beginning.state());
  const steps = stepsWithin(asked.schedule, seconds, 60 * minutes);
  const each = seconds.map((value) => `${(1000 * value).toFixed(0)} ms`).join(', ');
  watch.onNote?.(`A step takes ${each} by phase: ${minutes} minutes are ${steps} steps.`);
  return steps;
}

/**
 * Answers everything that a training must know before its first step.
 *
 * @throws {@link ToolkitError} for whatever about the request or its files is wrong.
 */
export async function prepareTraining(
  options: TrainOptions,
  files: TrainingFiles,
  packs: readonly Pack[],
  watch: TrainWatch,
): Promise<PreparedTraining> {
  const beginning = await beginTraining(options, packs);
  const asked = planTraining(options, beginning, packs);
  const checkpoint = existsSync(files.checkpoint) ? await readCheckpoint(files.checkpoint) : null;
  const agreed = checkpoint === null ? null : agreedPlan(asked, files.checkpoint, checkpoint);
  const { provider, probed } = await chooseProvider(options.provider ?? 'auto');
  const device = (provider !== 'cpu' && probed.find((probe) => probe.provider === provider)?.detail) || '';
  const threads = options.threads ?? availableParallelism();
  const phaseAt = (index: number): TrainingPhase => {
    const { batch, unroll } = asked.schedule.phases[index] as SchedulePhase;
    return { config: beginning.config, batch, unroll };
  };
  const parts: PreparedTraining['parts'] = {
    phaseAt,
    openSession: (phase, state) => openTrainingSession(phase, state, { provider, threads }),
    readBatch: createBatches(packs, asked),
  };
  const clips = await validationClips(options.validate, beginning.config, packs);
  const plan = agreed ?? { ...asked, totalSteps: await countSteps(asked, parts, beginning, watch) };
  const half = options.half ?? false;
  return { ...{ plan, files, packs, beginning, checkpoint, clips, provider, device, threads, half, parts } };
}
