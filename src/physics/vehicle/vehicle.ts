import type { Car } from '../../core/actor.ts';
import type { Episode } from '../../core/episode.ts';
import { square } from '../../core/exact-math.ts';
import { length, type Vec3 } from '../../core/pose.ts';
import type { GroundHeight } from '../../scene/ground-height.ts';
import type { BuiltWorld } from '../build-world.ts';
import { builtBody } from './built-body.ts';
import { placeWheel } from './place-wheel.ts';
import { pushWheel, type Wrench } from './push-wheel.ts';
import {
  copyMotion,
  extrapolate,
  type RigidMotion,
  readMotion,
  restingMotion,
  writeAxes,
} from './rigid-motion.ts';
import { createRunningGear } from './running-gear.ts';
import { frontWheelAngles } from './steer-wheels.ts';

/** What is asked of a car. */
export type CarCommand = {
  /** −1…1; negative drives backwards. */
  readonly throttle: number;
  /** 0…1. */
  readonly brake: number;
  /** Mean angle of the front wheels, positive to the left, rad. */
  readonly steering: number;
};

/** What a car knows beside the engine. */
export type VehicleState = CarCommand & {
  /** The steering angle that has been reached, rad. */
  readonly steer: number;
  /** How far the wheels have turned, rad in 0…4π. */
  readonly spins: readonly number[];
};

/** A car on its wheels. */
export type Vehicle = {
  /** Of the chassis, as of the last `advance`. */
  readonly motion: RigidMotion;
  /** Held until the next. */
  command(command: CarCommand): void;
  /** Called before each physics step: pushes the chassis, places the wheels where they will be after it. */
  advance(): void;
  state(): VehicleState;
};

const STANDING: VehicleState = { throttle: 0, brake: 0, steering: 0, steer: 0, spins: [0, 0, 0, 0] };

/**
 * A car of our own on a dynamic chassis: each wheel is a spring and a damper along the chassis' vertical that
 * stands on the ground, and a tyre that pushes where it meets it. The front wheels are driven; wheels have no
 * inertia and roll without slip.
 *
 * @param from - How it was left; `null` at the start of an episode.
 */
export function createVehicle(
  car: Car,
  episode: Episode,
  built: BuiltWorld,
  ground: GroundHeight,
  from: VehicleState | null,
): Vehicle {
  const dt = 1 / episode.physicsRate;
  const [gx, gy, gz] = episode.gravity;
  const chassis = builtBody(episode, built, car.chassis);
  const wheels = car.wheels.map((name) => builtBody(episode, built, name));
  const gear = createRunningGear(car, length(episode.gravity), dt, ground);
  let { throttle, brake, steering, steer } = from ?? STANDING;
  gear.spins.set((from ?? STANDING).spins);
  gear.angles.set(frontWheelAngles(car, steer));
  const motion = restingMotion();
  const next = restingMotion();
  const axes = new Float64Array(9);
  const wrench: Wrench = { push: { x: 0, y: 0, z: 0 }, twist: { x: 0, y: 0, z: 0 } };
  const { push, twist } = wrench;

  const turnWheel = (): void => {
    const most = car.maxSteerRate * dt;
    const change = Math.min(Math.max(steering - steer, -most), most);
    if (change === 0) return;
    steer += change;
    gear.angles.set(frontWheelAngles(car, steer));
  };
  return {
    motion,
    command(command) {
      ({ throttle, brake, steering } = command);
    },
    advance() {
      const isHeld = throttle === 0 && brake > 0 && steer === steering;
      // Whatever runs into it wakes it; what held it up in its last step still does.
      if (isHeld && chassis.isSleeping()) return;
      readMotion(chassis, motion);
      writeAxes(motion, axes);
      turnWheel();
      const { linear } = motion;
      const speed = Math.sqrt(square(linear.x) + square(linear.y) + square(linear.z));
      const drive = throttle * Math.min(car.maxDriveForce, car.maxPower / Math.max(speed, 1));
      const drag = -car.drag * speed;
      push.x = drag * linear.x;
      push.y = drag * linear.y;
      push.z = drag * linear.z;
      twist.x = 0;
      twist.y = 0;
      twist.z = 0;
      for (let i = 0; i < 4; i++) pushWheel(gear, i, motion, axes, i < 2 ? drive / 2 : 0, brake, wrench);
      chassis.resetForces(false);
      chassis.resetTorques(false);
      chassis.addForce(push, true);
      chassis.addTorque(twist, true);
      // What a torque turns within one step is less than is seen, and contacts that begin show one step later.
      copyMotion(motion, next);
      next.linear.x += (gx + push.x / car.mass) * dt;
      next.linear.y += (gy + push.y / car.mass) * dt;
      next.linear.z += (gz + push.z / car.mass) * dt;
      extrapolate(next, dt);
      writeAxes(next, axes);
      for (let i = 0; i < 4; i++) placeWheel(gear, i, next, axes, wheels[i]!);
      if (isHeld && isResting(motion) && isBalanced(wrench, car.mass, episode.gravity)) chassis.sleep();
    },
    state: () => ({ throttle, brake, steering, steer, spins: Array.from(gear.spins) }),
  };
}

/** What a car that stands may still do: m/s and rad/s, m/s², N·m per kg. */
const STILL = { speed: 0.001, acceleration: 0.01, moment: 0.01 } as const;

const lengthOf = ({ x, y, z }: Wrench['push']): number => Math.sqrt(x * x + y * y + z * z);

const isResting = ({ linear, angular }: RigidMotion): boolean =>
  lengthOf(linear) < STILL.speed && lengthOf(angular) < STILL.speed;

/** Whether what pushes and turns a body only holds it up. */
const isBalanced = ({ push, twist }: Wrench, mass: number, [gx, gy, gz]: Vec3): boolean =>
  Math.abs(push.x / mass + gx) < STILL.acceleration &&
  Math.abs(push.y / mass + gy) < STILL.acceleration &&
  Math.abs(push.z / mass + gz) < STILL.acceleration &&
  lengthOf(twist) < STILL.moment * mass;
