import { jointShare } from './joints.ts';
import { type CreatePattern, unit } from './pattern.ts';
import { createPeriodicNoise, fractalNoise } from './periodic-noise.ts';

const COUNT = 4;
/** Width of the grout, in repeats. */
const GROUT = 0.012;

/** Square tiles, each with a breath of its own shade; grout is the second colour. */
export const createTiles: CreatePattern = (rng) => {
  const glaze = createPeriodicNoise(rng.fork('glaze'));
  const shades = Float64Array.from({ length: COUNT * COUNT }, () => rng.next());
  return (u, v) => {
    const [column, row] = [Math.floor(COUNT * u), Math.floor(COUNT * v)];
    const [x, y] = [(COUNT * u - column - 0.5) / COUNT, (COUNT * v - row - 0.5) / COUNT];
    const joint = jointShare(x, y, 0.5 / COUNT, 0.5 / COUNT, GROUT);
    const shade = unit(0.2 * shades[row * COUNT + column]! + 0.07 * fractalNoise(glaze, u, v, 6, 6, 3));
    return joint + (1 - joint) * shade;
  };
};
