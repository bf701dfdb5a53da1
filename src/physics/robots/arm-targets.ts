import type { JointFrame } from '../../core/joint.ts';
import {
  add,
  length,
  multiplyQuaternions,
  type Quaternion,
  scale,
  subtract,
  type Vec3,
} from '../../core/pose.ts';
import type { Arm } from '../../core/robot.ts';
import { forwardKinematics } from '../kinematics/forward-kinematics.ts';
import { geometricJacobian } from '../kinematics/geometric-jacobian.ts';
import { poseError } from '../kinematics/pose-error.ts';
import { resolveRate } from '../kinematics/resolve-rate.ts';
import type { ChainJoint, SerialChain } from '../kinematics/serial-chain.ts';

/** Where an arm's motors aim, and how fast that moves: rad or m, rad/s or m/s. */
export type ArmTargets = {
  readonly positions: readonly number[];
  readonly rates: readonly number[];
  /** Where the tool is aimed at in the world under `tool_velocity`. */
  readonly tool: JointFrame | null;
};

/** What does not change while an arm moves. */
export type ArmSetting = {
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

/** An arm that stays where its joints are. */
export const restingTargets = (
  { chain, worldFromBase, control }: Omit<ArmSetting, 'home'>,
  positions: readonly number[],
): ArmTargets => ({
  positions,
  rates: positions.map(() => 0),
  tool: control === 'tool_velocity' ? forwardKinematics(chain, worldFromBase, positions).worldFromTool : null,
});

/**
 * Where an arm's motors aim after one physics step: on towards what the action wants, no faster than the
 * joints may go, within their limits, and near where the joints are.
 *
 * @param now - Where the joints are, rad or m.
 * @param action - Of the arm's action spec; what it says of the gripper is ignored.
 */
export function advanceTargets(
  setting: ArmSetting,
  targets: ArmTargets,
  now: readonly number[],
  action: readonly number[],
): ArmTargets {
  const { chain, control, dt } = setting;
  if (control === 'tool_velocity') return advanceTool(setting, targets, now, action);
  if (control === 'joint_velocity') return { ...followRates(setting, targets, now, action), tool: null };
  const wanted = targets.positions.map((position, i) => {
    const { maxVelocity } = chain.joints[i] as ChainJoint;
    const way = (action[i] as number) - position;
    // As fast as it can still be braked from.
    const braked = Math.sqrt((1.6 * maxVelocity * Math.abs(way)) / RAMP);
    return Math.sign(way) * Math.min(maxVelocity, braked, Math.abs(way) / dt);
  });
  return { ...followRates(setting, targets, now, wanted), tool: null };
}

/**
 * The tool's aim goes on at the wanted velocity, and the joints follow it: as they close up on a pose, what damping
 * and the ramps of the joints' speeds take away does not add up to a drift.
 */
function advanceTool(
  setting: ArmSetting,
  targets: ArmTargets,
  now: readonly number[],
  action: readonly number[],
): ArmTargets {
  const { chain, worldFromBase, home, dt } = setting;
  const linear = action.slice(0, 3) as unknown as Vec3;
  const angular = action.slice(3, 6) as unknown as Vec3;
  const pose = forwardKinematics(chain, worldFromBase, targets.positions);
  const tool = aimWithin(pose.worldFromTool, moved(targets.tool as JointFrame, linear, angular, dt));
  const error = poseError(pose.worldFromTool, tool);
  const twist = [
    ...add(linear, scale(subtract(error.linear, scale(linear, dt)), CLOSING)),
    ...add(angular, scale(subtract(error.angular, scale(angular, dt)), CLOSING)),
  ];
  const homing = HOMING * Math.min(1, length(linear) + length(angular));
  const pull = targets.positions.map((position, i) => homing * ((home[i] as number) - position));
  const jacobian = geometricJacobian(chain, pose);
  const rates = resolveRate(chain, jacobian, targets.positions, twist, pull, dt);
  return { ...followRates(setting, targets, now, rates), tool };
}

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

/** Targets that go on at rates, as far as ramps, limits and the joints themselves let them. */
function followRates(
  { chain, dt }: ArmSetting,
  targets: ArmTargets,
  now: readonly number[],
  wanted: ArrayLike<number>,
): Pick<ArmTargets, 'positions' | 'rates'> {
  const positions: number[] = [];
  const rates: number[] = [];
  for (let i = 0; i < now.length; i++) {
    const { low, high, maxVelocity } = chain.joints[i] as ChainJoint;
    const most = (maxVelocity / RAMP) * dt;
    const rate = targets.rates[i] as number;
    const target = targets.positions[i] as number;
    const ramped = rate + clamp((wanted[i] as number) - rate, -most, most);
    const place = now[i] as number;
    const ahead = LEAD * maxVelocity;
    const position = clamp(clamp(target + ramped * dt, place - ahead, place + ahead), low, high);
    positions.push(position);
    rates.push(clamp((position - target) / dt, -maxVelocity, maxVelocity));
  }
  return { positions, rates };
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
