import type { MassProperties } from '../../core/episode.ts';
import { composeFrames } from '../../core/frame-transform.ts';
import type { JointFrame } from '../../core/joint.ts';
import {
  add,
  conjugate,
  cross,
  multiplyQuaternions,
  type Quaternion,
  rotate,
  scale,
  subtract,
  type Vec3,
} from '../../core/pose.ts';
import type { ChainPose } from './forward-kinematics.ts';
import type { ChainJoint, SerialChain } from './serial-chain.ts';

/** What moves a body as its joints want: a force at its centre of mass, N, and a torque, N·m, world frame. */
export type Wrench = { readonly force: Vec3; readonly torque: Vec3 };

/** How a frame moves, world frame. */
type Motion = {
  /** rad/s and rad/s². */
  readonly turn: Vec3;
  readonly turning: Vec3;
  /** Of its origin, m and m/s². */
  readonly origin: Vec3;
  readonly acceleration: Vec3;
};

const ZERO: Vec3 = [0, 0, 0];

/**
 * What each rider of a chain needs so that the joints move at given rates and accelerations, weight aside: together
 * the M q̈ + C q̇ of the joints' equation of motion. Source: the outward pass of recursive Newton-Euler; Siciliano
 * et al. 2009, §7.5.
 *
 * @param pose - Of `forwardKinematics`; the base stands still.
 * @param rates - rad/s or m/s.
 * @param accelerations - rad/s² or m/s².
 * @param masses - Of the riders, in their order.
 */
export function inertialWrenches(
  chain: SerialChain,
  pose: ChainPose,
  rates: ArrayLike<number>,
  accelerations: ArrayLike<number>,
  masses: readonly MassProperties[],
): readonly Wrench[] {
  let motion: Motion = { turn: ZERO, turning: ZERO, origin: ZERO, acceleration: ZERO };
  const motions = chain.joints.map((joint, i) => {
    const frame = pose.joints[i] as JointFrame;
    motion = beyond(motion, joint, frame, rates[i] as number, accelerations[i] as number);
    return motion;
  });
  return chain.riders.map(({ after, frame }, i) => {
    if (after === 0) return { force: ZERO, torque: ZERO };
    const worldFromBody = composeFrames(pose.joints[after - 1] as JointFrame, frame);
    return wrenchOf(motions[after - 1] as Motion, worldFromBody, masses[i] as MassProperties);
  });
}

function beyond(
  inner: Motion,
  { slides, axis }: ChainJoint,
  frame: JointFrame,
  rate: number,
  change: number,
): Motion {
  const along = rotate(frame.orientation, axis);
  const carried = accelerationAt(inner, frame.position);
  const apart = scale(along, rate);
  if (!slides) {
    const turning = add(add(inner.turning, scale(along, change)), cross(inner.turn, apart));
    return { turn: add(inner.turn, apart), turning, origin: frame.position, acceleration: carried };
  }
  const sliding = add(scale(along, change), scale(cross(inner.turn, apart), 2));
  return { ...inner, origin: frame.position, acceleration: add(carried, sliding) };
}

/** Of a point that moves with a frame, m/s². */
function accelerationAt({ turn, turning, origin, acceleration }: Motion, point: Vec3): Vec3 {
  const lever = subtract(point, origin);
  return add(acceleration, add(cross(turning, lever), cross(turn, cross(turn, lever))));
}

function wrenchOf(motion: Motion, worldFromBody: JointFrame, mass: MassProperties): Wrench {
  const center = add(worldFromBody.position, rotate(worldFromBody.orientation, mass.centerOfMass));
  const principal = multiplyQuaternions(worldFromBody.orientation, mass.principalAxes);
  const momentum = spun(principal, mass.principalInertia, motion.turn);
  return {
    force: scale(accelerationAt(motion, center), mass.mass),
    torque: add(spun(principal, mass.principalInertia, motion.turning), cross(motion.turn, momentum)),
  };
}

/** The inertia tensor times a vector, world frame. */
function spun(principal: Quaternion, inertia: Vec3, v: Vec3): Vec3 {
  const [x, y, z] = rotate(conjugate(principal), v);
  return rotate(principal, [inertia[0] * x, inertia[1] * y, inertia[2] * z]);
}
