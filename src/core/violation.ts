import type { Body } from './episode.ts';

/** What can be broken: how a body can behave as no body does. */
export const LAWS = ['vanish', 'change', 'pass_through', 'hover', 'reverse', 'gain_energy'] as const;

/** When a law is broken, as what the body does; the first physics step at which it is so. */
export type ViolationMoment =
  /** Seconds since the start. */
  | { readonly kind: 'time'; readonly time: number }
  /** Its centre comes to the other side of `at`, metres, along an axis of the world. */
  | { readonly kind: 'passes'; readonly axis: 'x' | 'y' | 'z'; readonly at: number }
  /** It touches another body, or touches it no more. */
  | { readonly kind: 'touches' | 'leaves'; readonly other: string };

/**
 * One law broken at one moment, to one body, which makes of an episode its impossible twin:
 * `vanish`: it is gone; `change`: another body goes on in its place; `pass_through`: it no longer meets
 * `through`; `hover`: it stands still in the air, without weight; `reverse`: its velocities change sign;
 * `gain_energy`: they double.
 */
export type Violation = {
  readonly law: (typeof LAWS)[number];
  readonly body: string;
  readonly when: ViolationMoment;
  /** Of `pass_through`: what it passes through. */
  readonly through: string | null;
  /** Of `change`: the name of the body that it becomes. */
  readonly into: string | null;
};

/** How far below its place a body is put that is not there, metres: beyond every camera's reach. */
export const NOWHERE_DEPTH = 1000;

/** Where a body is put that is not there. */
export const nowhere = ({ position: [x, y, z] }: Pick<Body, 'position'>): Body['position'] => [
  x,
  y,
  z - NOWHERE_DEPTH,
];
