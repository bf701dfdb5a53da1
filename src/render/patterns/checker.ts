import type { CreatePattern } from './pattern.ts';

/** Two squares a side. */
export const createChecker: CreatePattern = () => (u, v) => (Math.floor(2 * u) + Math.floor(2 * v)) % 2;
