import type { ArraySpec } from '../../core/array-spec.ts';
import { bodyIndex, type Episode, type MassProperties } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { JointFrame } from '../../core/joint.ts';
import type { Arm } from '../../core/robot.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { BuiltJoint } from '../joints/built-joint.ts';
import { armChain } from '../kinematics/arm-chain.ts';
import { createChainFrames } from '../kinematics/chain-frames.ts';
import { createInverseDynamics } from '../kinematics/inverse-dynamics.ts';
import type { SerialChain } from '../kinematics/serial-chain.ts';
import type { RobotController } from '../mover.ts';
import type { RigidBody } from '../rapier.ts';
import { type ArmTargetsState, createArmTargets } from './arm-targets.ts';
import { driveGripper, maxOpening } from './gripper.ts';

/** What an arm knows beside the engine. */
type ArmState = {
  readonly targets: ArmTargetsState;
  /** Where the null space pulls to: the joints as the episode began, rad or m. */
  readonly home: readonly number[];
  /** Where the gripper's opening is aimed at, m. */
  readonly opening: number;
  /** Held; `null` until the first: the arm then stays. */
  readonly action: readonly number[] | null;
};

/** N·m/rad for each N·m that a joint may exert: a thirtieth of a radian from its aim it does all it can. */
const STIFFNESS = 30;
/** Damping as a share of the stiffness, s. */
const DAMPING = 0.05;
/** Where a joint says no effort of its own, N·m. */
const MOST_EFFORT = 150;

/**
 * Solver iterations beyond the scene's. As weight and inertia are taken from their joints, these agree without
 * the 16 that other joints ask for.
 */
const ITERATIONS = 1;
/** Rounds within each iteration beyond the first: without them friction lets what is held creep by centimetres. */
const INNER_ITERATIONS = 3;

/**
 * How stiff contacts are in a world with an arm, Hz. The engine's stiffness follows the masses that touch: at its
 * own 30 Hz a grip of 12 N sinks 5 mm into a carton of 60 g, at 120 Hz a third of a millimetre.
 */
const CONTACT_FREQUENCY = 120;

/** What an arm's action holds: of its joints or its tool, then of its gripper. */
export function armActionSpec(arm: Arm, episode: Episode): ArraySpec {
  const { joints } = armChain(arm, episode);
  const gripper = arm.fingers.length === 0 ? [] : [maxOpening(arm, episode)];
  const common = { name: `arm_${arm.control}`, dtype: 'float32' } as const;
  const closed = gripper.map(() => 0);
  const named = gripper.map(() => 'gripper_opening');
  if (arm.control === 'tool_velocity') {
    const most = [...Array(3).fill(arm.maxToolSpeed), ...Array(3).fill(arm.maxToolTurn)];
    const elements = ['x', 'y', 'z', 'turn_x', 'turn_y', 'turn_z'].map((way) => `tool_${way}`);
    return {
      ...{ ...common, shape: [most.length + gripper.length] },
      ...{ low: [...most.map((x) => -x), ...closed], high: [...most, ...gripper] },
      unit: [...Array(3).fill('m/s'), ...Array(3).fill('rad/s'), ...gripper.map(() => 'm')],
      elements: [...elements, ...named],
    };
  }
  const isVelocity = arm.control === 'joint_velocity';
  const unit = joints.map(({ slides }) => (slides ? 'm' : 'rad') + (isVelocity ? '/s' : ''));
  return {
    ...{ ...common, shape: [joints.length + gripper.length] },
    low: [...joints.map(({ low, maxVelocity }) => (isVelocity ? -maxVelocity : low)), ...closed],
    high: [...joints.map(({ high, maxVelocity }) => (isVelocity ? maxVelocity : high)), ...gripper],
    unit: [...unit, ...gripper.map(() => 'm')],
    elements: [...joints.map(({ name }) => name), ...named],
  };
}

/**
 * Moves an arm: its joints' targets follow the action (`advanceTargets`), stiff motors follow the targets, and
 * weight and inertia are fed forward.
 *
 * In the joints' equation of motion, M q̈ + C q̇ + g(q) = τ, the feed-forward of g(q) cancels the links' weight, so
 * neither is handed to the engine; that of M q̈ + C q̇ is handed to it link by link. In the joints the two are what
 * torques would be, but the engine need not carry them from link to link: its iterations carry 17 kg through
 * seven joints with a sag of centimetres, and nothing without one.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createArm(
  arm: Arm,
  episode: Episode,
  built: BuiltWorld,
  from: ArmState | null,
): RobotController<ArmState> {
  const chain = armChain(arm, episode);
  const jointOf = (name: string): BuiltJoint =>
    built.joints[episode.joints.findIndex((joint) => joint.name === name)] as BuiltJoint;
  const joints = chain.joints.map(({ name }) => jointOf(name));
  const fingers = arm.fingers.map(jointOf);
  const spec = armActionSpec(arm, episode);
  const dt = 1 / episode.physicsRate;
  const worldFromBase = baseFrame(arm, episode);
  if (from === null) weightless(chain, episode, built);
  built.world.integrationParameters.contact_natural_frequency = CONTACT_FREQUENCY;
  const feed = createFeed(chain, worldFromBase, episode, built);
  const n = joints.length;
  const gains = joints.map(({ joint }) => {
    const stiffness = STIFFNESS * Math.min(joint.maxEffort, MOST_EFFORT);
    return { stiffness, damping: DAMPING * stiffness };
  });
  const limits = joints.map(() => ({ velocity: 0, maxEffort: 0, now: 0 }));

  let action = from?.action ?? null;
  let opening = from?.opening ?? fingers.reduce((sum, finger) => sum + finger.position(), 0);
  const home = from?.home ?? joints.map((joint) => joint.position());
  const setting = { chain, worldFromBase, control: arm.control, home, dt };
  const targets = createArmTargets(setting, from?.targets ?? null);
  const [now, changes] = [new Float64Array(n), new Float64Array(n)];
  return {
    command(next) {
      if (next.length !== spec.shape[0] || !next.every(Number.isFinite)) throw badAction(spec, next);
      action = Array.from(next);
    },
    advance() {
      for (let i = 0; i < n; i++) now[i] = joints[i]!.position();
      changes.set(targets.rates);
      if (action !== null) targets.advance(now, action);
      for (let i = 0; i < n; i++) changes[i] = (targets.rates[i]! - changes[i]!) / dt;
      const efforts = feed(now, targets.rates, changes);
      for (let i = 0; i < n; i++) {
        const [joint, limit] = [joints[i]!, limits[i]!];
        const { maxEffort } = joint.joint;
        const carried = Math.min(Math.max(efforts[i]!, -maxEffort), maxEffort);
        limit.velocity = targets.rates[i]!;
        limit.maxEffort = maxEffort - Math.abs(carried);
        limit.now = now[i]!;
        joint.carry(carried);
        joint.drivePosition(targets.positions[i]!, gains[i]!, limit);
      }
      const wanted = fingers.length === 0 || action === null ? opening : (action.at(-1) as number);
      opening = driveGripper(fingers, arm.gripForce, opening, wanted, dt);
    },
    state: () => ({ targets: targets.state(), home, opening, action }),
  };
}

function baseFrame({ base }: Arm, { bodies }: Episode): JointFrame {
  const { position, orientation } = bodies.find(({ name }) => name === base) as Episode['bodies'][number];
  return { position, orientation };
}

function weightless(chain: SerialChain, episode: Episode, { bodies }: BuiltWorld): void {
  const riders = new Set(chain.riders.map(({ body }) => body));
  episode.bodies.forEach(({ name }, i) => {
    if (!riders.has(name)) return;
    bodies[i]?.setGravityScale(0, false);
    bodies[i]?.setAdditionalSolverIterations(ITERATIONS);
    bodies[i]?.setAdditionalPgsIterations(INNER_ITERATIONS);
  });
}

/**
 * Hands every link the force and torque that its part of the wanted motion needs, for one step, and says what effort
 * of each joint that is, weight and all, N·m or N.
 */
function createFeed(chain: SerialChain, worldFromBase: JointFrame, episode: Episode, { bodies }: BuiltWorld) {
  const rows = chain.riders.map(({ body }) => bodyIndex(episode, body));
  const riders = rows.map((row) => bodies[row] as RigidBody);
  // A URDF's links that joints move have a mass.
  const masses = rows.map((row) => episode.bodies[row]?.mass as MassProperties);
  const frames = createChainFrames(chain, worldFromBase);
  const dynamics = createInverseDynamics(chain, masses, episode.gravity);
  const { wrenches, efforts } = dynamics;
  const vector = { x: 0, y: 0, z: 0 };
  return (now: Float64Array, rates: Float64Array, changes: Float64Array): Float64Array => {
    frames.place(now);
    dynamics.solve(frames, rates, changes);
    for (let i = 0; i < riders.length; i++) {
      const rider = riders[i]!;
      const at = 6 * i;
      vector.x = wrenches[at]!;
      vector.y = wrenches[at + 1]!;
      vector.z = wrenches[at + 2]!;
      rider.resetForces(false);
      rider.addForce(vector, false);
      vector.x = wrenches[at + 3]!;
      vector.y = wrenches[at + 4]!;
      vector.z = wrenches[at + 5]!;
      rider.resetTorques(false);
      rider.addTorque(vector, false);
    }
    return efforts;
  };
}

function badAction({ shape }: ArraySpec, action: Float32Array): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    `An action for the arm must be ${shape[0]} finite numbers, got [${Array.from(action)}].`,
    'Give an action that keeps to the action spec.',
  );
}
