import type { Car } from '../../core/actor.ts';
import { atan2, cos, sin } from '../../core/exact-math.ts';

/**
 * The angles of the front wheels, left and right, at a mean steering angle: both stand square to the line to one
 * centre on the rear axle's. Source: Ackermann's steering geometry.
 *
 * @param steer - Positive to the left, rad.
 */
export function frontWheelAngles(
  { wheelbase, track }: Car,
  steer: number,
): readonly [left: number, right: number] {
  if (steer === 0) return [0, 0];
  const s = sin(steer);
  const c = cos(steer);
  // tan of a wheel's angle is wheelbase / (wheelbase / tan steer ∓ track / 2).
  const wheel = (side: number): number => {
    const [rise, run] = [wheelbase * s, wheelbase * c - (side * track * s) / 2];
    return atan2(rise, run);
  };
  return [wheel(1), wheel(-1)];
}
