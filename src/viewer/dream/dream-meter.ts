/** How fast something goes, over its last runs. */
export type Meter = {
  /** @param took - Milliseconds of one run. */
  readonly add: (took: number, now: number) => void;
  /** Milliseconds a run, the mean; `null` before the first. */
  readonly took: () => number | null;
  /** Runs a second as they came; `null` before the second. */
  readonly rate: () => number | null;
};

/** A meter over the last `length` runs. */
export function createMeter(length = 24): Meter {
  let runs: { readonly took: number; readonly now: number }[] = [];
  return {
    add(took, now) {
      runs = [...runs, { took, now }].slice(-length);
    },
    took: () => (runs.length === 0 ? null : runs.reduce((sum, { took }) => sum + took, 0) / runs.length),
    rate() {
      const [first, last] = [runs[0], runs.at(-1)];
      if (first === undefined || last === undefined || last.now <= first.now) return null;
      return (1000 * (runs.length - 1)) / (last.now - first.now);
    },
  };
}
