import { log } from '../../core/exact-math.ts';
import { createRng } from '../../core/rng.ts';

/**
 * Independent draws from the normal distribution of mean 0 and variance 1; a function of `seed`.
 * Source: the polar method, Marsaglia and Bray 1964.
 */
export function createGaussian(seed: number): () => number {
  const rng = createRng(seed);
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * rng.next() - 1;
      const v = 2 * rng.next() - 1;
      const s = u * u + v * v;
      if (s < 1 && s > 0) {
        const scale = Math.sqrt((-2 * log(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    }
  };
}
