import type { ArraySpec } from '../../core/array-spec.ts';
import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { DriveBase } from '../../core/robot.ts';
import type { BuiltWorld } from '../build-world.ts';
import type { BuiltJoint } from '../joints/built-joint.ts';
import type { RobotController } from '../mover.ts';

/** What a base knows beside the engine: how fast it is aimed to go, m/s and rad/s, and what it was told. */
type DriveBaseState = {
  readonly speed: number;
  readonly turn: number;
  readonly action: readonly [forward: number, turn: number];
};

/** It comes to its greatest speeds in this time, s. */
const RAMP = 0.4;
/** N·m for each rad/s that a wheel is too slow: bearings and scrubbing take 1 % of the speed at most. */
const DAMPING = 100;

/** Forward and turning (counter-clockwise seen from above) speed. */
export const driveBaseActionSpec = ({ maxSpeed, maxTurn }: DriveBase): ArraySpec => ({
  name: 'base_velocity',
  shape: [2],
  dtype: 'float32',
  low: [-maxSpeed, -maxTurn],
  high: [maxSpeed, maxTurn],
  unit: ['m/s', 'rad/s'],
  elements: ['forward', 'turn'],
});

/**
 * Turns a base's wheels so that, as long as they grip, it goes and turns as told, ramped.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createDriveBase(
  robot: DriveBase,
  episode: Episode,
  built: BuiltWorld,
  from: DriveBaseState | null,
): RobotController<DriveBaseState> {
  const wheels = (names: readonly string[]): readonly BuiltJoint[] =>
    names.map((name) => {
      const index = episode.joints.findIndex((joint) => joint.name === name);
      if (index < 0) throw noWheel(name);
      return built.joints[index] as BuiltJoint;
    });
  const [left, right] = [wheels(robot.leftWheels), wheels(robot.rightWheels)];
  const dt = 1 / episode.physicsRate;
  let { speed, turn, action } = from ?? { speed: 0, turn: 0, action: [0, 0] as const };
  return {
    command(next) {
      const [forward, turning] = next;
      if (next.length !== 2 || !Number.isFinite(forward) || !Number.isFinite(turning)) throw badAction(next);
      action = [forward as number, turning as number];
    },
    advance() {
      speed = towards(speed, action[0], (robot.maxSpeed / RAMP) * dt);
      turn = towards(turn, action[1], (robot.maxTurn / RAMP) * dt);
      const difference = (turn * robot.track) / 2;
      for (const wheel of left) wheel.driveVelocity((speed - difference) / robot.wheelRadius, DAMPING);
      for (const wheel of right) wheel.driveVelocity((speed + difference) / robot.wheelRadius, DAMPING);
    },
    state: () => ({ speed, turn, action }),
  };
}

const towards = (from: number, to: number, most: number): number =>
  from + Math.min(Math.max(to - from, -most), most);

function noWheel(name: string): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    `A wheel of the base must be a joint of the episode, got "${name}".`,
    'Correct the episode or its scene.',
  );
}

function badAction(action: Float32Array): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    `An action for the base must be two finite numbers (m/s, rad/s), got [${Array.from(action)}].`,
    'Give the forward and the turning speed.',
  );
}
