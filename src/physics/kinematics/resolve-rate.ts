import type { ChainJoint, SerialChain } from './serial-chain.ts';
import { solveSpd } from './solve-spd.ts';

/**
 * Damping of the least squares, m or rad: directions in which a unit of joint motion moves the tool by less
 * than about this are given up rather than chased with great speed.
 */
const DAMPING = 0.03;
/** Keeps the null space's projector regular at a singularity, and elsewhere leaks 10⁻⁶ of the pull. */
const RIDGE = 1e-3;

/**
 * Joint velocities that move the tool at `twist` by damped least squares, bent towards `pull` where the tool
 * does not feel it. Joints that would pass a limit within `dt` are stopped at it, and the others take over;
 * all are slowed together until none is beyond its greatest speed. Source: Nakamura and Hanafusa 1986;
 * Siciliano et al. 2009, §3.5.
 *
 * @param jacobian - [6, joints], of `geometricJacobian`.
 * @param twist - The tool's m/s (3) and rad/s (3), world frame.
 * @param pull - Preferred joint velocities, rad/s or m/s.
 */
export function resolveRate(
  chain: SerialChain,
  jacobian: Float64Array,
  positions: ArrayLike<number>,
  twist: ArrayLike<number>,
  pull: ArrayLike<number>,
  dt: number,
): Float64Array {
  const n = chain.joints.length;
  const free = new Uint8Array(n).fill(1);
  const rates = new Float64Array(n);
  const stopped = new Float64Array(n);
  for (let round = 0; round <= n; round++) {
    freeRates(jacobian, n, free, stopped, twist, pull, rates);
    let within = true;
    for (let i = 0; i < n; i++) {
      if (free[i] === 0) continue;
      const { low, high } = chain.joints[i] as ChainJoint;
      const position = positions[i] as number;
      const next = position + rates[i]! * dt;
      if (next >= low && next <= high) continue;
      free[i] = 0;
      stopped[i] = ((next < low ? low : high) - position) / dt;
      within = false;
    }
    if (within) break;
  }
  let slower = 1;
  for (let i = 0; i < n; i++) {
    const { maxVelocity } = chain.joints[i] as ChainJoint;
    const speed = Math.abs(rates[i]!);
    if (speed > maxVelocity) slower = Math.min(slower, maxVelocity / speed);
  }
  for (let i = 0; i < n; i++) rates[i] = rates[i]! * slower;
  return rates;
}

/** The rates of the joints that are free, after those that are stopped have done their part. */
function freeRates(
  jacobian: Float64Array,
  n: number,
  free: Uint8Array,
  stopped: Float64Array,
  twist: ArrayLike<number>,
  pull: ArrayLike<number>,
  rates: Float64Array,
): void {
  const squared = new Float64Array(36);
  const wanted = new Float64Array(6);
  const pulled = new Float64Array(6);
  for (let row = 0; row < 6; row++) {
    wanted[row] = twist[row] as number;
    for (let i = 0; i < n; i++) {
      const entry = jacobian[row * n + i]!;
      if (free[i] === 0) wanted[row] = wanted[row]! - entry * stopped[i]!;
      else pulled[row] = pulled[row]! + entry * (pull[i] as number);
    }
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += free[i]! * jacobian[row * n + i]! * jacobian[column * n + i]!;
      squared[row * 6 + column] = sum;
      squared[column * 6 + row] = sum;
    }
  }
  const ridged = squared.slice();
  for (let k = 0; k < 36; k += 7) {
    squared[k] = squared[k]! + DAMPING * DAMPING;
    ridged[k] = ridged[k]! + RIDGE * RIDGE;
  }
  solveSpd(squared, wanted);
  solveSpd(ridged, pulled);
  for (let i = 0; i < n; i++) {
    let rate = free[i] === 0 ? stopped[i]! : (pull[i] as number);
    if (free[i] !== 0) {
      for (let row = 0; row < 6; row++) rate += jacobian[row * n + i]! * (wanted[row]! - pulled[row]!);
    }
    rates[i] = rate;
  }
}
