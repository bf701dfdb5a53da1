import type { JointFrame } from '../../core/joint.ts';
import { add, length, multiplyQuaternions, type Quaternion, scale, type Vec3 } from '../../core/pose.ts';
import type { Arm } from '../../core/robot.ts';
import { type ChainFrames, createChainFrames, fillJacobian } from '../kinematics/chain-frames.ts';
import { poseError } from '../kinematics/pose-error.ts';
import { createRateResolver } from '../kinematics/resolve-rate.ts';
import type { ChainJoint, SerialChain } from '../kinematics/serial-chain.ts';

/** Where an arm's motors aimed, and how fast that moved: rad or m, rad/s or m/s. */
export type ArmTargetsState = {
  readonly positions: readonly number[];
  readonly rates: readonly number[];
  /** Where the tool was aimed at in the world under `tool_velocity`. */
  readonly tool: JointFrame | null;
};

/** Where an arm's motors aim. */
export type ArmTargets = {
  /** [joints], rad or m, and rad/s or m/s: `advance` writes them anew. */
  readonly positions: Float64Array;
  readonly rates: Float64Array;
  /**
   * Goes on by one physics step: towards what the action wants, no faster than the joints may go, within their
   * limits, and near where the joints are.
   *
   * @param now - Where the joints are, rad or m.
   * @param action - Of the arm's action spec; what it says of the gripper is ignored.
   */
  advance(now: Float64Array, action: readonly number[]): void;
  state(): ArmTargetsState;
};

/** What does not change while an arm moves. */
type ArmSetting = {
  readonly chain: SerialChain;
  readonly worldFromBase: JointFrame;
  readonly control: Arm['control'];
  /** Where the null space pulls to under `tool_velocity`, rad or m. */
  readonly home: readonly number[];
  /** s */
  readonly dt: number;
};

/** A joint comes to its greatest speed in this time, s. */
const RAMP = 0.15;
/** Farthest that a target may run ahead of a joint that is held up, s at its greatest speed. */
const LEAD = 0.1;
/** Farthest that the tool's aim may run ahead of what joints can do, m; 5 times that in rad. */
const TOOL_LEAD = 0.02;
/** How fast the joints close up on the tool's aim, 1/s. */
const CLOSING = 12;
/** Rate of the pull home, 1/s, as the tool moves at 1 m/s or 1 rad/s; it moves nothing by itself. */
const HOMING = 1;

/**
 * The targets of an arm.
 *
 * @param from - As they were left; `null` for an arm that stays at home.
 */
export function createArmTargets(setting: ArmSetting, from: ArmTargetsState | null): ArmTargets {
  const { chain, control, home, dt } = setting;
  const positions = Float64Array.from(from?.positions ?? home);
  const rates = Float64Array.from(from?.rates ?? home.map(() => 0));
  const wanted = new Float64Array(positions.length);
  const tool = control === 'tool_velocity' ? createToolAim(setting, from?.tool ?? null) : null;
  return {
    ...{ positions, rates },
    advance(now, action) {
      if (tool !== null) tool.rates(positions, action, wanted);
      for (let i = 0; i < wanted.length && tool === null; i++) {
        if (control === 'joint_velocity') wanted[i] = action[i] as number;
        else {
          const { maxVelocity } = chain.joints[i] as ChainJoint;
          const way = (action[i] as number) - positions[i]!;
          // As fast as it can still be braked from.
          const braked = Math.sqrt((1.6 * maxVelocity * Math.abs(way)) / RAMP);
          wanted[i] = Math.sign(way) * Math.min(maxVelocity, braked, Math.abs(way) / dt);
        }
      }
      follow(chain, positions, rates, now, wanted, dt);
    },
    state: () => ({
      ...{ positions: Array.from(positions), rates: Array.from(rates) },
      tool: tool?.frame() ?? null,
    }),
  };
}

/** Where a tool is aimed at, and how the joints follow it. */
type ToolAim = {
  /** Moves the aim on by one physics step and writes the joints' rates that follow it. */
  rates(positions: Float64Array, action: readonly number[], into: Float64Array): void;
  frame(): JointFrame;
};

/**
 * The tool's aim goes on at the wanted velocity, and the joints follow it: as they close up on a pose, what damping
 * and the ramps of the joints' speeds take away does not add up to a drift.
 *
 * @param from - As it was left; `null` for where the tool is at home.
 */
function createToolAim({ chain, worldFromBase, home, dt }: ArmSetting, from: JointFrame | null): ToolAim {
  const n = chain.joints.length;
  const frames = createChainFrames(chain, worldFromBase);
  const [jacobian, pull] = [new Float64Array(6 * n), new Float64Array(n)];
  const twist = new Float64Array(6);
  const resolve = createRateResolver(chain);
  if (from === null) frames.place(home);
  let tool = from ?? toolFrame(frames);
  return {
    rates(positions, action, into) {
      const linear: Vec3 = [action[0] as number, action[1] as number, action[2] as number];
      const angular: Vec3 = [action[3] as number, action[4] as number, action[5] as number];
      frames.place(positions);
      const reached = toolFrame(frames);
      tool = aimWithin(reached, moved(tool, linear, angular, dt));
      const error = poseError(reached, tool);
      for (let k = 0; k < 3; k++) {
        twist[k] = linear[k]! + CLOSING * (error.linear[k]! - linear[k]! * dt);
        twist[k + 3] = angular[k]! + CLOSING * (error.angular[k]! - angular[k]! * dt);
      }
      const homing = HOMING * Math.min(1, length(linear) + length(angular));
      for (let i = 0; i < n; i++) pull[i] = homing * ((home[i] as number) - positions[i]!);
      fillJacobian(chain, frames, jacobian);
      into.set(resolve(jacobian, positions, twist, pull, dt));
    },
    frame: () => tool,
  };
}

const toolFrame = ({ toolOrigin: p, toolTurn: q }: ChainFrames): JointFrame => ({
  position: [p[0]!, p[1]!, p[2]!],
  orientation: [q[0]!, q[1]!, q[2]!, q[3]!],
});

/** A frame after moving and turning at those velocities, world frame. */
function moved({ position, orientation }: JointFrame, linear: Vec3, angular: Vec3, dt: number): JointFrame {
  const [x, y, z] = scale(angular, dt / 2);
  return {
    position: add(position, scale(linear, dt)),
    orientation: unit(multiplyQuaternions([x, y, z, 1], orientation)),
  };
}

function unit([x, y, z, w]: Quaternion): Quaternion {
  const inverse = 1 / Math.sqrt(x * x + y * y + z * z + w * w);
  return [x * inverse, y * inverse, z * inverse, w * inverse];
}

/** The aim, or as much of the way to it as it may be ahead. */
function aimWithin(from: JointFrame, aim: JointFrame): JointFrame {
  const { linear, angular } = poseError(from, aim);
  const near = Math.min(1, TOOL_LEAD / length(linear));
  const turned = Math.min(1, (5 * TOOL_LEAD) / length(angular));
  return {
    position: near < 1 ? add(from.position, scale(linear, near)) : aim.position,
    orientation: turned < 1 ? moved(from, [0, 0, 0], scale(angular, turned), 1).orientation : aim.orientation,
  };
}

/** Targets go on at rates, as far as ramps, limits and the joints themselves let them. */
function follow(
  chain: SerialChain,
  positions: Float64Array,
  rates: Float64Array,
  now: Float64Array,
  wanted: Float64Array,
  dt: number,
): void {
  for (let i = 0; i < now.length; i++) {
    const { low, high, maxVelocity } = chain.joints[i] as ChainJoint;
    const most = (maxVelocity / RAMP) * dt;
    const [rate, target, place] = [rates[i]!, positions[i]!, now[i]!];
    const ramped = rate + clamp(wanted[i]! - rate, -most, most);
    const ahead = LEAD * maxVelocity;
    const position = clamp(clamp(target + ramped * dt, place - ahead, place + ahead), low, high);
    positions[i] = position;
    rates[i] = clamp((position - target) / dt, -maxVelocity, maxVelocity);
  }
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
