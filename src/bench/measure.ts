/** One figure that `worldwright bench` prints. */
export type BenchRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is held against, in words; the machine's speed decides whether it is met. */
  readonly target: string | null;
};

/** The middle one of some numbers (the mean of the middle two where their count is even). */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(half)] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/** Runs `work` once and gives the milliseconds that it took. */
export async function timeMs(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The processor time of this process so far, all threads, milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
