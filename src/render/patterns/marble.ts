import { type CreatePattern, unit } from './pattern.ts';
import { createPeriodicNoise, fractalNoise } from './periodic-noise.ts';

/** Veins where warped noise crosses zero, over soft clouds. Source: Perlin's turbulence, 1985. */
export const createMarble: CreatePattern = (rng) => {
  const vein = createPeriodicNoise(rng.fork('vein'));
  const warp = createPeriodicNoise(rng.fork('warp'));
  return (u, v) => {
    const x = u + 0.1 * fractalNoise(warp, u, v, 3, 3, 4);
    const y = v + 0.1 * fractalNoise(warp, u + 0.37, v + 0.71, 3, 3, 4);
    const broad = Math.exp(-14 * Math.abs(vein(x, y, 2, 3)));
    const fine = Math.exp(-22 * Math.abs(vein(x + 0.5, y + 0.25, 5, 4)));
    const cloud = 0.5 + 0.5 * fractalNoise(warp, x, y, 2, 2, 3);
    return unit(0.75 * broad + 0.4 * fine * cloud + 0.22 * cloud);
  };
};
