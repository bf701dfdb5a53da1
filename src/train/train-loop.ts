import { checkDiverged, forgetLosses, type LossMemory, lossLimit, rememberLoss } from './loss-watch.ts';
import { phaseEnds, type Schedule, scheduledStep } from './schedule.ts';
import type { StepReport, TrainingPhase, TrainingSession, TrainingState } from './training-session.ts';
import type { WindowBatch } from './window-batch.ts';

/** A step, and what it took. */
export type DoneStep = {
  /** Steps done, this one included. */
  readonly step: number;
  readonly phase: TrainingPhase;
  readonly report: StepReport;
  readonly learningRate: number;
  readonly foregroundWeight: number;
  readonly flops: number;
  /** Seconds of reading the windows, and of all. */
  readonly readSeconds: number;
  readonly seconds: number;
};

/** Where a training stands between two steps. */
export type LoopPosition = {
  readonly step: number;
  readonly memory: LossMemory;
  /** The state after `step` steps; valid until the next step. */
  readonly state: () => Promise<TrainingState>;
};

/** A training to go on with, and what it touches. */
export type TrainLoop = {
  readonly schedule: Schedule;
  readonly totalSteps: number;
  readonly step: number;
  readonly memory: LossMemory;
  readonly state: TrainingState;
  /** The phase with that index. */
  readonly phaseAt: (index: number) => TrainingPhase;
  readonly openSession: (phase: TrainingPhase, state: TrainingState) => Promise<TrainingSession>;
  /** What step `step`, from 0, learns from: a function of the step alone. */
  readonly readBatch: (phase: TrainingPhase, step: number) => Promise<WindowBatch> | WindowBatch;
  readonly onStep: (done: DoneStep) => void;
  /** After every step and before a new phase's first: the place for checkpoints. */
  readonly onPause: (position: LoopPosition, newPhase: boolean) => Promise<void>;
  /** Asked between two steps. */
  readonly stopped: () => boolean;
  /** In words, where the last good state lies. */
  readonly kept: () => string;
};

/** Lets pending work of the thread, such as messages, have its turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One step. */
async function takeStep(
  loop: TrainLoop,
  session: TrainingSession,
  step: number,
  memory: LossMemory,
): Promise<DoneStep> {
  const begin = performance.now();
  const batch = await loop.readBatch(session.phase, step);
  const read = performance.now();
  const { phase: _, ...settings } = scheduledStep(loop.schedule, loop.totalSteps, step);
  const report = await session.step(batch, { ...settings, step: step + 1, lossLimit: lossLimit(memory) });
  const { learningRate, foregroundWeight } = settings;
  return {
    step: step + 1,
    phase: session.phase,
    report,
    ...{ learningRate, foregroundWeight },
    flops: session.flopsPerSample * batch.batch,
    readSeconds: (read - begin) / 1000,
    seconds: (performance.now() - begin) / 1000,
  };
}

/** The steps of one phase, from `from` to `end` or until it is stopped; gives the state back. */
async function runPhase(
  loop: TrainLoop,
  session: TrainingSession,
  from: LoopPosition,
): Promise<LoopPosition> {
  let { step, memory } = from;
  const index = scheduledStep(loop.schedule, loop.totalSteps, step).phase;
  const here = (): LoopPosition => ({ step, memory, state: () => session.state() });
  while (step < loop.totalSteps && scheduledStep(loop.schedule, loop.totalSteps, step).phase === index) {
    if (loop.stopped()) break;
    const done = await takeStep(loop, session, step, memory);
    memory = rememberLoss(memory, step, done.report.loss, done.report.taken);
    if (!done.report.taken) checkDiverged(memory, step, loop.kept());
    step += 1;
    loop.onStep(done);
    await loop.onPause(here(), false);
    await breathe();
  }
  return here();
}

/** Copies of a state's arrays, which outlive the session that they came from. */
export const copyState = (state: TrainingState): TrainingState => ({
  parameters: state.parameters.slice(),
  moment1: state.moment1.slice(),
  moment2: state.moment2.slice(),
  average: state.average.slice(),
  routerBias: state.routerBias.slice(),
});

/**
 * Trains until the last step or until it is stopped.
 *
 * @returns Where it stands; its state is a copy.
 * @throws {@link ToolkitError} `train/diverged`.
 */
export async function runTrainLoop(
  loop: TrainLoop,
): Promise<Omit<LoopPosition, 'state'> & { state: TrainingState }> {
  let { step, memory, state } = loop;
  while (step < loop.totalSteps && !loop.stopped()) {
    const { phase } = scheduledStep(loop.schedule, loop.totalSteps, step);
    // Losses of another phase are of another size.
    if (phaseEnds(loop.schedule, loop.totalSteps).includes(step)) memory = forgetLosses(memory);
    const session = await loop.openSession(loop.phaseAt(phase), state);
    try {
      const end = await runPhase(loop, session, { step, memory, state: async () => state });
      state = copyState(await end.state());
      ({ step, memory } = end);
    } finally {
      await session.close();
    }
    const over =
      step < loop.totalSteps && scheduledStep(loop.schedule, loop.totalSteps, step).phase !== phase;
    if (!over) continue;
    const kept = state;
    await loop.onPause({ step, memory, state: async () => kept }, true);
  }
  return { step, memory, state };
}
