import type { JointFrame } from '../../core/joint.ts';
import { length, scale } from '../../core/pose.ts';
import { createRng } from '../../core/rng.ts';
import { forwardKinematics } from './forward-kinematics.ts';
import { geometricJacobian } from './geometric-jacobian.ts';
import { type PoseError, poseError } from './pose-error.ts';
import { resolveRate } from './resolve-rate.ts';
import type { ChainJoint, SerialChain } from './serial-chain.ts';

/** Joints that bring the tool near a pose, and how near. */
export type PoseSolution = {
  /** rad or m, within the limits. */
  readonly positions: Float64Array;
  readonly error: PoseError;
};

const ITERATIONS = 120;
/** Starts that are tried, the given one first, before the nearest is good enough. */
const STARTS = 8;
/** Where a descent ends, m and rad. */
const ENOUGH = 1e-7;
/** Where no other start is tried, m and rad: at a singularity the last of the way takes for ever. */
const NEAR = 1e-4;
/** The longest step towards the pose, m; twice that in rad: the Jacobian holds for small ones. */
const STEP = 0.15;
/** Share of the way home that a step takes where the tool does not feel it. */
const HOMING = 0.1;
/** Iterations with homing; those after it close the last of the distance alone. */
const HOMING_ITERATIONS = 60;

/**
 * Joints that bring the tool to a pose, by damped least squares from `start` and, where that ends in a dead
 * end, from other places; of the many that do, near `home`.
 *
 * @param start - rad or m, within the limits.
 * @param home - Where the null space pulls to.
 */
export function solvePose(
  chain: SerialChain,
  worldFromBase: JointFrame,
  worldFromTool: JointFrame,
  start: ArrayLike<number>,
  home: ArrayLike<number>,
): PoseSolution {
  // One seed for all: the same pose has the same solution.
  const rng = createRng(0);
  const finite = (limit: number): number => Math.min(Math.max(limit, -Math.PI), Math.PI);
  let best = descend(chain, worldFromBase, worldFromTool, start, home);
  for (let attempt = 1; attempt < STARTS && distance(best.error) >= NEAR; attempt++) {
    const elsewhere = chain.joints.map(({ low, high }) => rng.uniform(finite(low), finite(high)));
    const other = descend(chain, worldFromBase, worldFromTool, elsewhere, home);
    if (distance(other.error) < distance(best.error)) best = other;
  }
  return best;
}

const distance = ({ linear, angular }: PoseError): number => Math.max(length(linear), length(angular));

function descend(
  chain: SerialChain,
  worldFromBase: JointFrame,
  worldFromTool: JointFrame,
  start: ArrayLike<number>,
  home: ArrayLike<number>,
): PoseSolution {
  const positions = Float64Array.from(start);
  const pull = new Float64Array(positions.length);
  for (let iteration = 0; ; iteration++) {
    const pose = forwardKinematics(chain, worldFromBase, positions);
    const error = poseError(pose.worldFromTool, worldFromTool);
    if (distance(error) < ENOUGH || iteration === ITERATIONS) return { positions, error };
    const linear = scale(error.linear, Math.min(1, STEP / length(error.linear)));
    const angular = scale(error.angular, Math.min(1, (2 * STEP) / length(error.angular)));
    const homing = iteration < HOMING_ITERATIONS ? HOMING : 0;
    for (let i = 0; i < pull.length; i++) pull[i] = homing * ((home[i] as number) - positions[i]!);
    const twist = [...linear, ...angular];
    const rates = resolveRate(chain, geometricJacobian(chain, pose), positions, twist, pull, 1);
    for (let i = 0; i < positions.length; i++) {
      const { low, high } = chain.joints[i] as ChainJoint;
      positions[i] = Math.min(Math.max(positions[i]! + rates[i]!, low), high);
    }
  }
}
