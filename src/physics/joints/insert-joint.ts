import type { Joint, JointFrame } from '../../core/joint.ts';
import type { ImpulseJoint, JointAxesMask, Rapier, RigidBody, World } from '../rapier.ts';
import { engineFrames } from './joint-frames.ts';

/** The engine takes no infinity: the greatest number of single precision. */
export const UNLIMITED = 3.4028234e38;

/** So stiff that nothing creeps below what the motor may exert, N·m·s/rad or N·s/m. */
const STICTION = 1e6;

/**
 * Solver iterations that a jointed body asks for beyond the scene's, and everything that it touches. Without
 * them motors and the joint's own constraints do not agree: a lever of 0.5 m under a stiff motor sags three
 * times as far as it should.
 */
export const JOINTED_SOLVER_ITERATIONS = 16;

/** How many of the engine's joints a joint takes. */
export const engineJoints = ({ kind, friction }: Joint): 1 | 2 => (kind !== 'fixed' && friction > 0 ? 2 : 1);

/**
 * Inserts a joint between two bodies, which then do not meet each other, with its limits, damping and
 * friction. Friction is an engine joint of its own that holds nothing but a motor, which would stop all
 * motion and may exert no more than the friction: below it the joint sticks. Damping is the main joint's motor,
 * until something drives it.
 */
export function insertJoint(
  engine: Rapier,
  world: World,
  joint: Joint,
  parent: RigidBody,
  child: RigidBody,
): void {
  const frames = engineFrames(joint);
  const inserted = world.createImpulseJoint(jointData(engine, joint), parent, child, true);
  place(inserted, frames);
  inserted.setContactsEnabled(false);
  if (joint.kind === 'fixed') return;
  if (
    joint.limits !== null &&
    (inserted instanceof engine.RevoluteImpulseJoint || inserted instanceof engine.PrismaticImpulseJoint)
  ) {
    const [low, high] = joint.limits;
    // The engine knows no angles beyond a full turn.
    if (joint.kind === 'prismatic' || high - low < 2 * Math.PI) {
      inserted.setLimits(low - frames.zero, high - frames.zero);
    }
  }
  if (joint.damping > 0) resist(engine, world, joint, inserted, joint.damping, UNLIMITED);
  if (engineJoints(joint) === 2) {
    const locked = 0 as JointAxesMask;
    const data = engine.JointData.generic(ORIGIN, ORIGIN, X, locked);
    const free = world.createImpulseJoint(data, parent, child, true);
    place(free, frames);
    free.setContactsEnabled(false);
    resist(engine, world, joint, free, STICTION, joint.friction);
  }
}

const ORIGIN = { x: 0, y: 0, z: 0 };
const X = { x: 1, y: 0, z: 0 };

function jointData({ JointData }: Rapier, { kind }: Joint) {
  const q = { x: 0, y: 0, z: 0, w: 1 };
  switch (kind) {
    case 'fixed':
      return JointData.fixed(ORIGIN, q, ORIGIN, q);
    case 'revolute':
    case 'continuous':
      return JointData.revolute(ORIGIN, ORIGIN, X);
    case 'prismatic':
      return JointData.prismatic(ORIGIN, ORIGIN, X);
    case 'ball':
      return JointData.spherical(ORIGIN, ORIGIN);
  }
}

function place(
  inserted: ImpulseJoint,
  { parent, child }: { readonly parent: JointFrame; readonly child: JointFrame },
): void {
  const vector = ([x, y, z]: JointFrame['position']) => ({ x, y, z });
  const turn = ([x, y, z, w]: JointFrame['orientation']) => ({ x, y, z, w });
  inserted.setLocalFrame1(vector(parent.position), turn(parent.orientation));
  inserted.setLocalFrame2(vector(child.position), turn(child.orientation));
}

/** Motors against motion along every axis that the joint leaves free. */
function resist(
  engine: Rapier,
  world: World,
  { kind }: Joint,
  { handle }: ImpulseJoint,
  damping: number,
  maxEffort: number,
): void {
  const { AngX, AngY, AngZ, LinX } = engine.JointAxis;
  // Of the engine's joints this alone lets a motor's axis be named.
  const motors = new engine.SphericalImpulseJoint(world.impulseJoints.raw, world.bodies, handle);
  for (const axis of kind === 'ball' ? [AngX, AngY, AngZ] : kind === 'prismatic' ? [LinX] : [AngX]) {
    motors.configureMotorModel(axis, engine.MotorModel.ForceBased);
    motors.configureMotor(axis, 0, 0, 0, damping);
    motors.setMotorMaxForce(axis, maxEffort);
  }
}
