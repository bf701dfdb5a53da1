import { type CreatePattern, fraction, smoothStep, unit } from './pattern.ts';
import { createPeriodicNoise, fractalNoise } from './periodic-noise.ts';

/** Year rings that a repeat cuts through. */
const RINGS = 8;

/** A board along u: year rings that wander, each darker towards its end, and fine fibres. */
export const createWood: CreatePattern = (rng) => {
  const bend = createPeriodicNoise(rng.fork('bend'));
  const fibre = createPeriodicNoise(rng.fork('fibre'));
  return (u, v) => {
    const ring = RINGS * v + 1.1 * bend(u, v, 1, 2) + 0.5 * bend(u, v, 2, 5);
    const age = fraction(ring);
    const late = smoothStep(0.1, 0.86, age) * (1 - smoothStep(0.88, 1, age));
    const grain = fractalNoise(fibre, u, v, 3, 64, 2);
    return unit(0.12 + 0.62 * late + 0.32 * grain);
  };
};
