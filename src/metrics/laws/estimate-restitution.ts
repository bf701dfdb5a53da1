import { dot, length, normalize, subtract, type Vec3 } from '../../core/pose.ts';

/** A body's velocities just before and just after an impact, m/s. */
export type Blow = { readonly before: Vec3; readonly after: Vec3 };

/** Nothing that does not move by itself: what a body hits that is fixed. */
export const FIXED: Blow = { before: [0, 0, 0], after: [0, 0, 0] };

/**
 * The coefficient of restitution of an impact: speed at parting over speed at approach, along the normal.
 *
 * Source: Newton's law of restitution.
 *
 * @param normal - Unit length; null takes the direction in which the first body was struck, which is the normal
 *   where nothing rubs.
 * @returns null where the bodies do not approach, or the first one is not struck.
 */
export function estimateRestitution(a: Blow, b: Blow, normal: Vec3 | null): number | null {
  const struck = subtract(a.after, a.before);
  if (!(length(struck) > 0)) return null;
  const n = normal ?? normalize(struck);
  const approach = dot(subtract(a.before, b.before), n);
  const parting = dot(subtract(a.after, b.after), n);
  return approach === 0 || parting / approach > 0 ? null : -parting / approach;
}
