import { length, type Vec3 } from '../../core/pose.ts';
import type { Blow } from './estimate-restitution.ts';

/**
 * By how much an impact changes the momentum of all that takes part, as a share of the sum of the sizes of their
 * momenta before; 0 where momentum is kept.
 *
 * @param masses - Of the bodies, in the order of their blows.
 * @returns null where nothing moved before.
 */
export function momentumDrift(blows: readonly Blow[], masses: readonly number[]): number | null {
  const change: [number, number, number] = [0, 0, 0];
  let before = 0;
  blows.forEach((blow, i) => {
    const mass = masses[i]!;
    for (const axis of [0, 1, 2] as const) change[axis] += mass * (blow.after[axis] - blow.before[axis]);
    before += mass * length(blow.before);
  });
  return before > 0 ? length(change as Vec3) / before : null;
}
