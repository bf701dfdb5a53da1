import { type CreatePattern, fraction } from './pattern.ts';
import { createPeriodicNoise } from './periodic-noise.ts';

/** Threads each way in a repeat; even, so that over and under meet at the edges. */
const THREADS = 10;

/** How bright a round thread is at `across` (−1…1) from its middle. */
const round = (across: number): number => Math.sqrt(Math.max(0, 1 - 0.95 * across * across));

/** A plain weave: warp of the first colour, weft of the second, each over and under in turn. */
export const createWeave: CreatePattern = (rng) => {
  const fluff = createPeriodicNoise(rng.fork('fluff'));
  return (u, v) => {
    const x = 2 * fraction(THREADS * u) - 1;
    const y = 2 * fraction(THREADS * v) - 1;
    const weftOnTop = (Math.floor(THREADS * u) + Math.floor(THREADS * v)) % 2 === 0;
    // A thread on top bulges in the middle of its crossing and dives at both ends.
    const light = weftOnTop ? round(y) * (0.4 + 0.6 * round(x)) : round(x) * (0.4 + 0.6 * round(y));
    const fibre = weftOnTop ? fluff(u, v, 20, 80) : fluff(u, v, 80, 20);
    const depth = 0.5 + (0.5 * light + 0.06 * fibre) * (weftOnTop ? 1 : -1);
    return Math.min(1, Math.max(0, depth));
  };
};
