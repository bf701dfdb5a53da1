import { availableParallelism, cpus } from 'node:os';
import type { PredictTimes } from '../scoring/predict-times.ts';

/** How a report came about on its machine: no figure of it follows from this. */
export type RunFacts = {
  /** What was asked on the command line, a word each; null where nobody did. */
  readonly command: readonly string[] | null;
  readonly machine: string;
  /** Threads that scored. */
  readonly jobs: number;
  /** Most memory that the process held, bytes. */
  readonly peakMemoryBytes: number;
  /** What each row of predictions took, milliseconds a predicted frame, reading or running as it did. */
  readonly predicting: readonly {
    readonly model: string;
    readonly msAFrame: number;
    readonly frames: number;
  }[];
};

/** What this process is and was, in figures. */
export function runFacts(command: readonly string[] | null, jobs: number, times: PredictTimes): RunFacts {
  return {
    command,
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}, ${process.platform} ${process.arch}`,
    jobs,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    predicting: Object.entries(times).map(([model, { ms, frames }]) => ({
      model,
      msAFrame: Number((ms / frames).toPrecision(4)),
      frames,
    })),
  };
}
