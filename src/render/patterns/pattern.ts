import type { Rng } from '../../core/rng.ts';

/**
 * A pattern of one repeat: the share of the second colour, 0…1, at (u, v) in [0, 1)², u to the right
 * and v downwards. It runs on over the edges: pattern(0, v) follows pattern(1, v), and so does v.
 */
export type Pattern = (u: number, v: number) => number;

/** Lays out a pattern whose every chance comes from one stream. */
export type CreatePattern = (rng: Rng) => Pattern;

/** The part of `x` after its whole number, in [0, 1) for negative numbers too. */
export const fraction = (x: number): number => x - Math.floor(x);

/** `x` held within 0…1. */
export const unit = (x: number): number => Math.min(1, Math.max(0, x));

/** 0 up to `low`, 1 from `high` on, and a cubic without kinks between. Source: the Hermite step. */
export function smoothStep(low: number, high: number, x: number): number {
  const t = unit((x - low) / (high - low));
  return t * t * (3 - 2 * t);
}
