import { square } from '../../core/exact-math.ts';
import type { Joint } from '../../core/joint.ts';
import { scale } from '../../core/pose.ts';
import { type ImpulseJoint, type RigidBody, rapier } from '../rapier.ts';
import type { JointDrive } from './built-joint.ts';
import { UNLIMITED } from './insert-joint.ts';
import { engineFrames } from './joint-frames.ts';
import { jointAxis, pointOf } from './joint-motion.ts';

/** The engine's motor of a joint. */
export type JointMotor = {
  pull(drive: Omit<JointDrive, 'applied' | 'carried'>): void;
  /** Closes up on a position and velocity, whatever mass hangs on the joint. */
  follow(position: number, velocity: number): void;
};

/** How fast a joint closes up on the one that it mimics, rad/s, critically damped. */
const FOLLOWING = 100;

/** The motor of a joint in the engine; `null` for fixed and ball joints. */
export function createJointMotor(joint: Joint, inserted: ImpulseJoint): JointMotor | null {
  const { RevoluteImpulseJoint, PrismaticImpulseJoint, MotorModel } = rapier();
  const hasMotor = inserted instanceof RevoluteImpulseJoint || inserted instanceof PrismaticImpulseJoint;
  if (!hasMotor) return null;
  const { zero } = engineFrames(joint);
  // What the engine was told last, or nothing of it is known.
  let [model, most] = [Number.NaN, Number.NaN];
  const keepTo = (next: (typeof MotorModel)[keyof typeof MotorModel], maxForce: number): void => {
    if (next !== model) inserted.configureMotorModel(next);
    if (maxForce !== most) inserted.setMotorMaxForce(maxForce);
    [model, most] = [next, maxForce];
  };
  return {
    pull({ position, velocity, stiffness, damping, maxEffort }) {
      // The joint's own damping acts beside the motor's: one motor does both.
      const both = damping + joint.damping;
      const speed = both === 0 ? 0 : (damping * velocity) / both;
      const isReleased = stiffness === 0 && damping === 0;
      keepTo(MotorModel.ForceBased, isReleased ? UNLIMITED : Math.min(maxEffort, UNLIMITED));
      inserted.configureMotor(position - zero, speed, stiffness, both);
    },
    follow(position, velocity) {
      keepTo(MotorModel.AccelerationBased, Math.min(joint.maxEffort, UNLIMITED));
      inserted.configureMotor(position - zero, velocity, square(FOLLOWING), 2 * FOLLOWING);
    },
  };
}

/** Adds an effort along a joint, N·m or N, to its bodies, until their forces are reset. */
export function pushJoint(joint: Joint, parent: RigidBody, child: RigidBody, effort: number): void {
  const [x, y, z] = scale(jointAxis(joint, parent), effort);
  const [force, back] = [
    { x, y, z },
    { x: -x, y: -y, z: -z },
  ];
  if (joint.kind !== 'prismatic') {
    child.addTorque(force, true);
    parent.addTorque(back, true);
    return;
  }
  const [px, py, pz] = pointOf(child, joint.childFromJoint.position);
  const point = { x: px, y: py, z: pz };
  child.addForceAtPoint(force, point, true);
  parent.addForceAtPoint(back, point, true);
}
