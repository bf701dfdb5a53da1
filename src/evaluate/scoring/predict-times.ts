/** How long each row of predictions took, and for how many frames. */
export type PredictTimes = Readonly<Record<string, { readonly ms: number; readonly frames: number }>>;

/** The sum of two. */
export function addTimes(a: PredictTimes, b: PredictTimes): PredictTimes {
  const sum: Record<string, { readonly ms: number; readonly frames: number }> = { ...a };
  for (const [name, { ms, frames }] of Object.entries(b)) {
    const before = sum[name];
    sum[name] = { ms: (before?.ms ?? 0) + ms, frames: (before?.frames ?? 0) + frames };
  }
  return sum;
}
