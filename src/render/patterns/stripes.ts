import { type CreatePattern, fraction } from './pattern.ts';

/** Two broad stripes a repeat, each with a thin one at its side. */
export const createStripes: CreatePattern = () => (_, v) => {
  const across = fraction(2 * v);
  return across < 0.5 || (across >= 0.7 && across < 0.8) ? 1 : 0;
};
