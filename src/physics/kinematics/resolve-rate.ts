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
 * Joint velocities that move a chain's tool as wanted, in an array that the next call writes anew.
 *
 * @param jacobian - [6, joints], of `geometricJacobian`.
 * @param twist - The tool's m/s (3) and rad/s (3), world frame.
 * @param pull - Preferred joint velocities, rad/s or m/s.
 */
type RateResolver = (
  jacobian: Float64Array,
  positions: ArrayLike<number>,
  twist: ArrayLike<number>,
  pull: ArrayLike<number>,
  dt: number,
) => Float64Array;

/**
 * Moves the tool at `twist` by damped least squares, bent towards `pull` where the tool does not feel it. Joints
 * that would pass a limit within `dt` are stopped at it, and the others take over; all are slowed together until none
 * is beyond its greatest speed. Source: Nakamura and Hanafusa 1986; Siciliano et al. 2009, §3.5.
 */
export function createRateResolver(chain: SerialChain): RateResolver {
  const n = chain.joints.length;
  const free = new Uint8Array(n);
  const [rates, stopped] = [new Float64Array(n), new Float64Array(n)];
  const work: Work = {
    ...{ squared: new Float64Array(36), ridged: new Float64Array(36) },
    ...{ wanted: new Float64Array(6), pulled: new Float64Array(6) },
  };
  return (jacobian, positions, twist, pull, dt) => {
    free.fill(1);
    stopped.fill(0);
    for (let round = 0; round <= n; round++) {
      freeRates(jacobian, n, free, stopped, twist, pull, rates, work);
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
  };
}

/** `createRateResolver` for once. */
export const resolveRate = (chain: SerialChain, ...asked: Parameters<RateResolver>): Float64Array =>
  createRateResolver(chain)(...asked);

type Work = {
  readonly squared: Float64Array;
  readonly ridged: Float64Array;
  readonly wanted: Float64Array;
  readonly pulled: Float64Array;
};

/** The rates of the joints that are free, after those that are stopped have done their part. */
function freeRates(
  jacobian: Float64Array,
  n: number,
  free: Uint8Array,
  stopped: Float64Array,
  twist: ArrayLike<number>,
  pull: ArrayLike<number>,
  rates: Float64Array,
  { squared, ridged, wanted, pulled }: Work,
): void {
  for (let row = 0; row < 6; row++) {
    wanted[row] = twist[row] as number;
    pulled[row] = 0;
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
  ridged.set(squared);
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
