import type { WorkerProgress } from './episode-queue.ts';

/** Rates are of the last seconds, and a worker that is silent for so long is gone; milliseconds. */
const WINDOW_MS = 15_000;

/** What workers on all machines draw in a second. */
export type WorkerRates = {
  /** Takes what a worker said at a time, milliseconds. */
  readonly take: (progress: WorkerProgress, at: number) => void;
  /** Frames a second of each worker that works, by name. */
  readonly rates: (at: number) => readonly (readonly [worker: string, rate: number])[];
};

/** Keeps the last seconds of what workers say. */
export function createWorkerRates(): WorkerRates {
  const heard = new Map<string, { readonly at: number; readonly frames: number }[]>();
  return {
    take({ worker, frames }, at) {
      const samples = heard.get(worker) ?? [];
      heard.set(worker, [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, frames }]);
    },
    rates(at) {
      return [...heard]
        .map(([worker, samples]) => [worker, samples.filter((one) => at - one.at <= WINDOW_MS)] as const)
        .filter(([, samples]) => samples.length > 0)
        .map(([worker, samples]) => {
          const [first, last] = [samples[0], samples.at(-1)];
          const seconds = ((last?.at ?? 0) - (first?.at ?? 0)) / 1000;
          return [worker, seconds > 0 ? ((last?.frames ?? 0) - (first?.frames ?? 0)) / seconds : 0] as const;
        })
        .sort(([a], [b]) => (a < b ? -1 : 1));
    },
  };
}

/** In words, such as `2 workers, 41.0 frames/s (a-1 20.5, b-7 20.5)`. */
export function ratesWords(rates: readonly (readonly [worker: string, rate: number])[]): string {
  const sum = rates.reduce((total, [, rate]) => total + rate, 0);
  const shown = rates.slice(0, 4).map(([worker, rate]) => `${worker} ${rate.toFixed(1)}`);
  const more = rates.length > shown.length ? [`${rates.length - shown.length} more`] : [];
  const each = rates.length < 2 ? '' : ` (${[...shown, ...more].join(', ')})`;
  return `${rates.length} worker${rates.length === 1 ? '' : 's'}, ${sum.toFixed(1)} frames/s${each}`;
}
