import { type ArraySpec, ofElement } from './array-spec.ts';
import type { Rng } from './rng.ts';

/** Bounds of an element between which one can draw and rest: ±1 stands in for infinite ones. */
export function finiteBounds(spec: ArraySpec, i: number): readonly [low: number, high: number] {
  const [low, high] = [ofElement(spec.low, i), ofElement(spec.high, i)];
  const least = low > Number.NEGATIVE_INFINITY ? low : Math.min(-1, high - 1);
  return [least, high < Number.POSITIVE_INFINITY ? high : Math.max(1, least + 1)];
}

/** The action nearest to nothing that the spec allows. */
export const idleAction = (spec: ArraySpec): Float32Array =>
  actionOf(spec, (i) => {
    const [low, high] = finiteBounds(spec, i);
    return Math.min(Math.max(0, low), high);
  });

/** Any action that the spec allows, every element uniform between its bounds. */
export const randomAction = (spec: ArraySpec, rng: Rng): Float32Array =>
  actionOf(spec, (i) => rng.uniform(...finiteBounds(spec, i)));

const actionOf = ({ shape }: ArraySpec, value: (i: number) => number): Float32Array =>
  Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, (_, i) => value(i));
