import type { Joint } from '../../core/joint.ts';
import type { ImpulseJoint, RigidBody } from '../rapier.ts';
import { jointPosition, jointVelocity } from './joint-motion.ts';
import { createJointMotor, pushJoint } from './joint-motor.ts';

/** What a joint's motor was last told, and what was put on the joint for the present step. */
export type JointDrive = {
  /** rad or m; rad/s or m/s. */
  readonly position: number;
  readonly velocity: number;
  /** N·m/rad or N/m, and N·m·s/rad or N·s/m, beside the joint's own damping. */
  readonly stiffness: number;
  readonly damping: number;
  /** N·m or N. */
  readonly maxEffort: number;
  /** N·m or N. */
  readonly applied: number;
  /** N·m or N: what is handed to the bodies in the joint's place. */
  readonly carried: number;
};

/** A joint in its world, for whatever moves it; a fixed or ball joint has no motor. */
export type BuiltJoint = {
  readonly joint: Joint;
  /** rad or m. */
  position(): number;
  /** rad/s or m/s. */
  velocity(): number;
  /**
   * Pulls towards a position, rad or m, from now on, with stiffness × the way left and damping × the speed
   * missing to `velocity`. The engine solves it implicitly, so that stiff motors are stable.
   */
  drivePosition(
    position: number,
    gains: { readonly stiffness: number; readonly damping: number },
    limits?: {
      readonly velocity?: number;
      readonly maxEffort?: number;
      /** Where the joint is, if that is known already. */
      readonly now?: number;
    },
  ): void;
  /** Pulls towards a velocity, rad/s or m/s, from now on, with damping × the speed missing. */
  driveVelocity(velocity: number, damping: number, maxEffort?: number): void;
  /** Lets go: the joint's own damping and friction are left. */
  release(): void;
  /** Keeps to its mimicked joint, whatever drives it: called before each step, behind all movers. */
  follow(leader: Pick<BuiltJoint, 'position' | 'velocity'>): void;
  /** Adds an effort, N·m or N, for the next physics step alone; beside the motor, within `maxEffort`. */
  applyEffort(effort: number): void;
  /**
   * Counts an effort, N·m or N, as the joint's from now on that whoever drives it hands to the bodies: the two
   * together stay within `maxEffort`.
   */
  carry(effort: number): void;
  /** What motor, applied and carried effort exerted at the end of the last step, N·m or N; without damping and friction. */
  effort(): number;
  /** Ends what was applied for one step: called before each, ahead of all movers. */
  beginStep(): void;
  drive(): JointDrive;
};

const AT_REST: Omit<JointDrive, 'maxEffort' | 'carried'> = {
  ...{ position: 0, velocity: 0, stiffness: 0, damping: 0, applied: 0 },
};

/** An angle's error beyond half a turn would pull the other way round. */
const FARTHEST = 3;

/**
 * A joint of a built world.
 *
 * @param from - Its drive as it was left; `null` at the start of an episode.
 */
export function createBuiltJoint(
  joint: Joint,
  inserted: ImpulseJoint,
  parent: RigidBody,
  child: RigidBody,
  from: JointDrive | null,
): BuiltJoint {
  const motor = createJointMotor(joint, inserted);
  let drive: Omit<JointDrive, 'carried'> = from ?? { ...AT_REST, maxEffort: joint.maxEffort };
  let carried = from?.carried ?? 0;
  const position = (): number => jointPosition(joint, parent, child);
  const velocity = (): number => jointVelocity(joint, parent, child);
  /** Whatever turns for ever is reached the shorter way round. */
  const shortest = (way: number): number =>
    joint.kind === 'continuous' ? way - 2 * Math.PI * Math.round(way / (2 * Math.PI)) : way;
  const set = (
    position: number,
    velocity: number,
    stiffness: number,
    damping: number,
    most: number = joint.maxEffort,
  ): void => {
    const maxEffort = Math.min(most, joint.maxEffort);
    if (motor === null || isTold(drive, position, velocity, stiffness, damping, maxEffort)) return;
    drive = { position, velocity, stiffness, damping, maxEffort, applied: drive.applied };
    motor.pull(drive);
  };
  return {
    ...{ joint, position, velocity },
    drivePosition(target, { stiffness, damping }, limits = {}) {
      const { now = position() } = limits;
      const way = shortest(target - now);
      const near = joint.kind === 'prismatic' || Math.abs(target - now) <= FARTHEST;
      const aim = near ? target : now + Math.min(Math.max(way, -FARTHEST), FARTHEST);
      set(aim, limits.velocity ?? 0, stiffness, damping, limits.maxEffort);
    },
    driveVelocity(target, damping, maxEffort) {
      const { maxVelocity } = joint;
      const speed = Math.min(Math.max(target, -maxVelocity), maxVelocity);
      set(0, speed, 0, damping, maxEffort);
    },
    release() {
      set(0, 0, 0, 0);
    },
    follow(leader) {
      const { multiplier, offset } = joint.mimic ?? { multiplier: 0, offset: 0 };
      motor?.follow(multiplier * leader.position() + offset, multiplier * leader.velocity());
    },
    applyEffort(effort) {
      const { maxEffort } = joint;
      const sum = Math.min(Math.max(drive.applied + effort, -maxEffort), maxEffort);
      pushJoint(joint, parent, child, sum - drive.applied);
      drive = { ...drive, applied: sum };
    },
    carry(effort) {
      carried = effort;
    },
    effort() {
      const { stiffness, damping, maxEffort, applied } = drive;
      if (stiffness === 0 && damping === 0) return applied + carried;
      const way = stiffness === 0 ? 0 : shortest(drive.position - position());
      const pull = stiffness * way + damping * (drive.velocity - velocity());
      return Math.min(Math.max(pull, -maxEffort), maxEffort) + applied + carried;
    },
    beginStep() {
      if (drive.applied === 0) return;
      for (const body of [parent, child]) {
        body.resetTorques(false);
        if (joint.kind === 'prismatic') body.resetForces(false);
      }
      drive = { ...drive, applied: 0 };
    },
    drive: () => ({ ...drive, carried }),
  };
}

const isTold = (
  drive: Omit<JointDrive, 'carried' | 'applied'>,
  position: number,
  velocity: number,
  stiffness: number,
  damping: number,
  maxEffort: number,
): boolean =>
  position === drive.position &&
  velocity === drive.velocity &&
  stiffness === drive.stiffness &&
  damping === drive.damping &&
  maxEffort === drive.maxEffort;
