import type { DoneStep } from './train-loop.ts';
import type { HistoryPoint, RouterPoint } from './training-history.ts';
import type { StepReport } from './training-session.ts';

/** Adds up steps until a point of the curves is full. */
export type StepMeter = {
  readonly add: (done: DoneStep) => void;
  /** The point of what was added since the last one, and begins anew; null without a step. */
  readonly take: () => HistoryPoint | null;
};

/** Mean loads of the routers over steps, as one point. */
function routerPoint(reports: readonly NonNullable<StepReport['router']>[]): RouterPoint | null {
  const [first] = reports;
  if (first === undefined) return null;
  const mean = (value: (router: NonNullable<StepReport['router']>) => number): number =>
    reports.reduce((sum, router) => sum + value(router), 0) / reports.length;
  const loads = Array.from(first.loads, (_, i) => Number(mean((r) => r.loads[i] as number).toPrecision(4)));
  return {
    maxLoad: Math.max(...loads),
    minLoad: Math.min(...loads),
    entropy: mean(({ entropy }) => entropy),
    dropped: mean(({ dropped }) => dropped),
    loads,
  };
}

/** What the steps of the runs before came to. */
type Totals = Pick<HistoryPoint, 'seconds' | 'samples' | 'flops' | 'skipped'>;

const NOTHING: Totals = { seconds: 0, samples: 0, flops: 0, skipped: 0 };

/**
 * A meter of a training's steps.
 *
 * @param before - The last point of the runs before this one.
 */
export function createStepMeter(before: Totals = NOTHING): StepMeter {
  let steps: DoneStep[] = [];
  let { seconds, samples, flops, skipped } = before;
  return {
    add(done) {
      steps.push(done);
      seconds += done.seconds;
      flops += done.flops;
      if (done.report.taken) samples += done.phase.batch;
      else skipped += 1;
    },
    take() {
      const last = steps.at(-1);
      if (last === undefined) return null;
      const sum = (value: (done: DoneStep) => number): number =>
        steps.reduce((total, done) => total + value(done), 0);
      const took = sum((done) => done.seconds);
      const taken = steps.filter(({ report }) => report.taken);
      const mean = (value: (report: StepReport) => number): number | null =>
        taken.length === 0
          ? null
          : taken.reduce((total, { report }) => total + value(report), 0) / taken.length;
      const point: HistoryPoint = {
        step: last.step,
        ...{ seconds, samples, flops },
        loss: mean(({ loss }) => loss),
        gradientNorm: mean(({ gradientNorm }) => gradientNorm),
        learningRate: last.learningRate,
        foregroundWeight: last.foregroundWeight,
        unroll: last.phase.unroll,
        samplesPerSecond: sum(({ phase }) => phase.batch) / took,
        gflops: sum((done) => done.flops) / took / 1e9,
        loaderShare: sum(({ readSeconds }) => readSeconds) / took,
        memoryBytes: process.memoryUsage.rss(),
        skipped,
        router: routerPoint(steps.flatMap(({ report }) => report.router ?? [])),
      };
      steps = [];
      return point;
    },
  };
}
