import type { WmDSize } from '../world-model/wm-d/wm-d-config.ts';
import type { StepSettings } from './training-session.ts';

/** A stretch of training in which every step is alike. */
export type SchedulePhase = {
  readonly batch: number;
  /** Frames that the model predicts from its own pictures within a step: 1…4. */
  readonly unroll: number;
  /** Its share of the whole time; those of all phases add up to 1. */
  readonly time: number;
  /** What one of its steps costs, in steps of the first phase. */
  readonly cost: number;
  /** Weight of a moving body's pixels beside the others': 1 + this. */
  readonly foregroundWeight: number;
};

/** How training goes on, whatever its length: plain data, kept in the checkpoint and in the record. */
export type Schedule = {
  readonly phases: readonly SchedulePhase[];
  /** Learning rate after the warm-up. */
  readonly peakRate: number;
  /** Shares of the whole time, 0…1: the rate has risen to its peak, and begins to fall. */
  readonly warmUpUntil: number;
  readonly decayFrom: number;
  /** What the rate has fallen to at the end, as a share of the peak. */
  readonly finalShare: number;
  /** How fast the routers' biases move, and from which share of the time on they come to rest. */
  readonly balanceRate: number;
  readonly balanceDecayFrom: number;
};

/** Learning rates at a batch of {@link RATE_BATCH}. */
const PEAK_RATES: Readonly<Record<WmDSize, number>> = {
  micro: 2e-3,
  nano: 1.5e-3,
  small: 8e-4,
  base: 4e-4,
};

const RATE_BATCH = 32;

/** The curriculum: single frames first, then the model goes on from its own pictures. */
const CURRICULUM = [
  { unroll: 1, time: 0.6, foregroundWeight: 0 },
  { unroll: 2, time: 0.23, foregroundWeight: 2 },
  { unroll: 4, time: 0.17, foregroundWeight: 3 },
] as const;

/** The schedule of a model of that size; an unrolled step counts as many steps as it predicts frames. */
export function makeSchedule(size: WmDSize, batch: number): Schedule {
  return {
    phases: CURRICULUM.map((phase) => ({ batch, ...phase, cost: phase.unroll })),
    peakRate: PEAK_RATES[size] * Math.sqrt(batch / RATE_BATCH),
    warmUpUntil: 0.02,
    decayFrom: 0.6,
    finalShare: 0.02,
    balanceRate: 0.01,
    balanceDecayFrom: 0.8,
  };
}

/** Share of the steps that each phase has: those of a costly phase are fewer. */
function stepShares({ phases }: Schedule): number[] {
  const steps = phases.map(({ time, cost }) => time / cost);
  const sum = steps.reduce((a, b) => a + b, 0);
  return steps.map((value) => value / sum);
}

/** The step after the last of each phase; a short training may leave a phase without steps. */
export function phaseEnds(schedule: Schedule, totalSteps: number): number[] {
  let share = 0;
  const ends = stepShares(schedule).map((own) => {
    share += own;
    return Math.round(share * totalSteps);
  });
  ends[ends.length - 1] = totalSteps;
  return ends;
}

/**
 * Steps that fit into a time.
 *
 * @param stepSeconds - What a step of each phase takes.
 */
export function stepsWithin(schedule: Schedule, stepSeconds: readonly number[], seconds: number): number {
  const mean = stepShares(schedule).reduce((sum, share, i) => sum + share * (stepSeconds[i] as number), 0);
  return Math.max(1, Math.round(seconds / mean));
}

/** What a schedule says of one step. */
export type ScheduledStep = Pick<StepSettings, 'learningRate' | 'foregroundWeight' | 'balanceRate'> & {
  /** Index of its phase. */
  readonly phase: number;
};

/** Share of the time that is over when a step is half done. */
function progressAt(schedule: Schedule, ends: readonly number[], phase: number, step: number): number {
  const before = schedule.phases.slice(0, phase).reduce((sum, { time }) => sum + time, 0);
  const first = ends[phase - 1] ?? 0;
  const steps = (ends[phase] as number) - first;
  return before + ((step - first + 0.5) / steps) * (schedule.phases[phase] as SchedulePhase).time;
}

/**
 * The settings of a step: warm-up, constant, linear decay, by the share of the time that is over. A
 * function of its arguments alone, so that a resumed run goes on as if nothing had been.
 *
 * @param step - From 0, below `totalSteps`.
 */
export function scheduledStep(schedule: Schedule, totalSteps: number, step: number): ScheduledStep {
  const ends = phaseEnds(schedule, totalSteps);
  const phase = ends.findIndex((end) => step < end);
  const progress = progressAt(schedule, ends, phase, step);
  const { peakRate, warmUpUntil, decayFrom, finalShare, balanceRate, balanceDecayFrom } = schedule;
  const left = Math.min(1, (1 - progress) / (1 - decayFrom));
  const rising = Math.min(1, progress / warmUpUntil);
  return {
    phase,
    learningRate: peakRate * rising * (finalShare + (1 - finalShare) * left),
    foregroundWeight: (schedule.phases[phase] as SchedulePhase).foregroundWeight,
    balanceRate: balanceRate * Math.min(1, (1 - progress) / (1 - balanceDecayFrom)),
  };
}
