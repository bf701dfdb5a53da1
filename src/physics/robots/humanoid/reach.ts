import type { JointFrame } from '../../../core/joint.ts';
import { length, scale, subtract, type Vec3 } from '../../../core/pose.ts';
import { forwardKinematics } from '../../kinematics/forward-kinematics.ts';
import { geometricJacobian } from '../../kinematics/geometric-jacobian.ts';
import { resolveRate } from '../../kinematics/resolve-rate.ts';
import type { SerialChain } from '../../kinematics/serial-chain.ts';

/** Share of the way left that a hand covers in a second, and its greatest speed, m/s. */
const HASTE = 6;
const MAX_SPEED = 0.9;
/**
 * Farthest that a joint's aim may run ahead of it, rad: what stops a hand is pressed with some 50 N, and the
 * robot does not topple over its own arm.
 */
const LEAD = 0.1;
/** Rate of the pull towards the resting posture where the hand does not feel it, 1/s. */
const HOMING = 1;

/**
 * Where the joints of an arm aim after one physics step, so that its palm nears a point: by damped least
 * squares on the palm's position alone; which way it faces follows from the resting posture.
 *
 * @param target - Of the palm, world frame, m.
 * @param now - Of the joints, rad.
 * @param aims - Of the joints, rad.
 * @param rest - Where the null space pulls to, rad.
 * @param dt - s
 */
export function reachTowards(
  chain: SerialChain,
  worldFromBase: JointFrame,
  target: Vec3,
  now: readonly number[],
  aims: readonly number[],
  rest: readonly number[],
  dt: number,
): readonly number[] {
  const pose = forwardKinematics(chain, worldFromBase, aims);
  const way = subtract(target, pose.worldFromTool.position);
  const speed = Math.min(HASTE, MAX_SPEED / Math.max(length(way), 1e-9));
  const twist = [...scale(way, speed), 0, 0, 0];
  // Rows of zeros leave the palm's turning to the null space.
  const jacobian = geometricJacobian(chain, pose).fill(0, 3 * aims.length);
  const pull = aims.map((aim, i) => HOMING * ((rest[i] as number) - aim));
  const rates = resolveRate(chain, jacobian, aims, twist, pull, dt);
  return aims.map((aim, i) => {
    const at = now[i] as number;
    return Math.min(Math.max(aim + (rates[i] as number) * dt, at - LEAD), at + LEAD);
  });
}
