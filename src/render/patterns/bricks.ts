import { jointShare } from './joints.ts';
import { type CreatePattern, fraction, unit } from './pattern.ts';
import { createPeriodicNoise, fractalNoise } from './periodic-noise.ts';

const ROWS = 6;
const COLUMNS = 3;
/** Width of the mortar, in repeats. */
const MORTAR = 0.018;

/** Bricks in running bond, each of a shade of its own; mortar is the second colour. */
export const createBricks: CreatePattern = (rng) => {
  const grain = createPeriodicNoise(rng.fork('grain'));
  const shades = Float64Array.from({ length: ROWS * COLUMNS }, () => rng.next());
  return (u, v) => {
    const row = Math.floor(ROWS * v);
    const along = fraction(u + (row % 2 === 0 ? 0 : 0.5 / COLUMNS)) * COLUMNS;
    const column = Math.floor(along);
    const x = (along - column - 0.5) / COLUMNS;
    const y = (ROWS * v - row - 0.5) / ROWS;
    const joint = jointShare(x, y, 0.5 / COLUMNS, 0.5 / ROWS, MORTAR);
    const rough = fractalNoise(grain, u, v, 24, 24, 3);
    const clay = unit(0.04 + 0.26 * shades[row * COLUMNS + column]! + 0.12 * rough);
    return joint * unit(0.92 + 0.1 * rough) + (1 - joint) * clay;
  };
};
