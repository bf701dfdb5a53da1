import { type CreatePattern, fraction, smoothStep, unit } from './pattern.ts';

/** Windows each way in a repeat. */
const COUNT = 4;
/** Half the width and height of the glass, in bays; the frame around it. */
const HALF_WIDTH = 0.27;
const HALF_HEIGHT = 0.32;
const FRAME = 0.05;

/** A wall with rows of windows: the glass is the second colour, in each window lit as it likes. */
export const createFacade: CreatePattern = (rng) => {
  const lit = Float64Array.from({ length: COUNT * COUNT }, () => rng.uniform(0.62, 1));
  return (u, v) => {
    const [column, row] = [Math.floor(COUNT * u), Math.floor(COUNT * v)];
    const x = Math.abs(fraction(COUNT * u) - 0.5);
    const y = fraction(COUNT * v) - 0.5;
    const inside = Math.min(HALF_WIDTH - x, HALF_HEIGHT - Math.abs(y));
    // A bar down the middle, and a sill below that is a shade off the wall.
    const bar = x < FRAME / 2 ? 0 : 1;
    const glass = smoothStep(0, 0.02, inside) * bar;
    const sill = y > HALF_HEIGHT + 0.02 && y < HALF_HEIGHT + 0.07 && x < HALF_WIDTH + 0.06 ? 0.25 : 0;
    return unit(Math.max(glass * lit[row * COUNT + column]!, sill));
  };
};
