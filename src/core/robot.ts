import type { Car, Driver } from './actor.ts';
import type { JointFrame } from './joint.ts';
import type { Vec3 } from './pose.ts';

/** What acts in an episode; its controller stands in physics/robots. */
export type Robot = Pusher | Arm | DriveBase | EgoCar | Humanoid | JointsRobot;

/** Joints that are each told where to be, how fast to move or how hard to push. */
export type JointsRobot = {
  readonly kind: 'joints';
  /** Names of the joints that move and mimic none, in the order of an action. */
  readonly joints: readonly string[];
  readonly control: 'position' | 'velocity' | 'effort';
  /** N·m/rad or N/m; `null` for what suits the effort of each joint. */
  readonly stiffness: number | null;
  /** N·m·s/rad or N·s/m; `null` for what suits the effort of each joint. */
  readonly damping: number | null;
};

/** A planar pusher: a kinematic body moved at a commanded velocity in the world's XY plane. */
export type Pusher = {
  readonly kind: 'pusher';
  /** Name of the body that it moves. */
  readonly body: string;
  /** Greatest speed along each axis, m/s. */
  readonly maxSpeed: number;
  /** The pusher's centre stays inside, world frame, metres: `[xMin, yMin, xMax, yMax]`. */
  readonly workspace: readonly [number, number, number, number];
};

/** A car that is driven by throttle, brake and steering. */
export type EgoCar = {
  readonly kind: 'car';
  readonly car: Car;
  /** Where and how it is meant to drive, which experts do and nobody enforces. */
  readonly driver: Driver;
};

/** Joints one after another from a base to a hand, and a gripper: a chain of the episode's joints. */
export type Arm = {
  readonly kind: 'arm';
  /** Names of the body that carries the first joint, and of the one that the last joint moves. */
  readonly base: string;
  readonly hand: string;
  /** Where the hand works: between the fingertips, z out of the hand. */
  readonly handFromTool: JointFrame;
  /**
   * What its actions say: each joint's velocity or position, or the tool's linear and angular velocity in the
   * world frame. The gripper's opening follows in all of them.
   */
  readonly control: 'joint_velocity' | 'joint_position' | 'tool_velocity';
  /** Names of the prismatic joints that open the gripper, each by half; none where there is none. */
  readonly fingers: readonly string[];
  /** What each finger presses with at most, N. */
  readonly gripForce: number;
  /** Greatest speed of the tool along and about each axis under `tool_velocity`, m/s and rad/s. */
  readonly maxToolSpeed: number;
  readonly maxToolTurn: number;
};

/** A base that drives and turns by the difference of its wheels' speeds; it faces along its body's x axis. */
export type DriveBase = {
  readonly kind: 'base';
  /** Name of the body that the wheels carry. */
  readonly body: string;
  /** Names of the wheels' joints, which turn about the body's y axis. */
  readonly leftWheels: readonly string[];
  readonly rightWheels: readonly string[];
  /** m */
  readonly wheelRadius: number;
  /** Between the wheels of the two sides, m. */
  readonly track: number;
  /** m/s and rad/s. */
  readonly maxSpeed: number;
  readonly maxTurn: number;
};

/** A robot on two legs that keeps its balance; joints lead from its pelvis to all its parts. */
export type Humanoid = {
  readonly kind: 'humanoid';
  /** Names of bodies; x of each points ahead where the robot stands upright. */
  readonly pelvis: string;
  readonly torso: string;
  readonly feet: readonly [left: Foot, right: Foot];
  /** Each with the palm in its frame, m. */
  readonly hands: readonly [left: Hand, right: Hand];
  /** How far its actions may lower the body, shift its centre of mass, and move the palms along each axis, m. */
  readonly maxSquat: number;
  readonly maxLean: number;
  readonly maxReach: number;
};

/** Name of the body, and where the palm is in its frame, m. */
export type Hand = { readonly body: string; readonly palm: Vec3 };

/** Name of the body, the middle of its sole in its frame, and half of the sole's length and width, m. */
export type Foot = { readonly body: string; readonly sole: Vec3; readonly half: readonly [number, number] };
