import { type CreatePattern, smoothStep } from './pattern.ts';
import { createPeriodicCells } from './periodic-cells.ts';
import { createPeriodicNoise } from './periodic-noise.ts';

/** Chips of stone, large and small, set in a plain ground: terrazzo. */
export const createSpeckle: CreatePattern = (rng) => {
  const warp = createPeriodicNoise(rng.fork('warp'));
  const layers = [
    { cells: createPeriodicCells(rng.fork('large'), 9), share: 0.42, gap: 0.1 },
    { cells: createPeriodicCells(rng.fork('small'), 24), share: 0.35, gap: 0.12 },
  ];
  return (u, v) => {
    const x = u + 0.012 * warp(u, v, 12, 12);
    const y = v + 0.012 * warp(u + 0.5, v, 12, 12);
    let most = 0;
    for (const { cells, share, gap } of layers) {
      const { border, chance } = cells(x, y);
      if (chance > share) continue;
      // Chips differ in shade: the rarer the chance, the darker.
      const shade = 0.45 + 0.55 * (1 - chance / share);
      most = Math.max(most, shade * smoothStep(gap, gap + 0.03, border));
    }
    return most;
  };
};
