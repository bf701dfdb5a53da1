import type { Car } from '../../core/actor.ts';
import type { Body } from '../../core/episode.ts';
import { cos, sin, square } from '../../core/exact-math.ts';
import { add, type Quaternion, rotate, type Vec3 } from '../../core/pose.ts';
import { CAR_MODEL, type CarModelName } from './car-models.ts';
import { carShape, wheelShape } from './car-shape.ts';
import { plainMaterial } from './plain-material.ts';

/** N/kg; what springs are made for. */
const GRAVITY = 9.81;
/** Of a wheel's bounce: Hz, and share of critical damping. Common in passenger cars. */
const BOUNCE = 1.5;
const DAMPING = 0.4;

const WHEELS = ['fl', 'fr', 'rl', 'rr'] as const;

/** Names of the bodies of a car: its own, then its wheels'. */
export const carBodyNames = (name: string): readonly string[] => [
  name,
  ...WHEELS.map((wheel) => `${name}_wheel_${wheel}`),
];

/** What the vehicle model knows of a car of that model. */
export function carOf(name: string, modelName: CarModelName): Car {
  const model = CAR_MODEL[modelName];
  const { mass, wheelbase } = model;
  const onWheel = mass / 4;
  const springRate = onWheel * square(2 * Math.PI * BOUNCE);
  const friction = 0.9;
  const [chassis, ...wheels] = carBodyNames(name);
  return {
    ...{ chassis: chassis as string, wheels: wheels as unknown as Car['wheels'], mass, wheelbase },
    footprint: [model.length, model.width],
    frontAxle: wheelbase / 2,
    ...{ track: model.track, wheelRadius: model.wheelRadius, rideHeight: model.rideHeight },
    springRate,
    damperRate: 2 * DAMPING * Math.sqrt(springRate * onWheel),
    travel: 0.09,
    friction,
    corneringStiffness: 14,
    maxDriveForce: 0.4 * mass * GRAVITY,
    maxPower: model.maxPower,
    maxBrakeForce: 1.2 * friction * mass * GRAVITY,
    ...{ maxSteer: 0.6, maxSteerRate: 0.9, drag: 0.4, rolling: 0.012 },
  };
}

/**
 * The bodies of a car that stands on level ground: its chassis, and its wheels, which nothing meets.
 *
 * @param middle - Of its footprint on the ground, world frame, m.
 * @param yaw - From world x, rad.
 */
export function carBodies(
  car: Car,
  modelName: CarModelName,
  color: string,
  middle: Vec3,
  yaw: number,
  speed: number,
): readonly Body[] {
  const model = CAR_MODEL[modelName];
  const orientation: Quaternion = [0, 0, sin(yaw / 2), cos(yaw / 2)];
  const velocity: Vec3 = [speed * cos(yaw), speed * sin(yaw), 0];
  const moving = { orientation, linearVelocity: velocity, angularVelocity: [0, 0, 0] as Vec3 };
  const [length, width] = car.footprint;
  // Of a box as large as the car, which real cars come near. Source: NHTSA's inertia measurements.
  const inertia = (a: number, b: number): number => (car.mass * (a * a + b * b)) / 12;
  const chassis: Body = {
    name: car.chassis,
    class: 'car',
    shape: carShape(modelName),
    material: { ...plainMaterial('car_paint', color, 0.28, 0.15), friction: 0.35, restitution: 0.15 },
    motion: 'dynamic',
    position: add(middle, [0, 0, car.rideHeight]),
    ...moving,
    mass: {
      mass: car.mass,
      centerOfMass: [0, 0, 0],
      principalInertia: [inertia(width, model.height), inertia(length, model.height), inertia(length, width)],
      principalAxes: [0, 0, 0, 1],
    },
  };
  const wheel = wheelShape(model);
  const wheels = car.wheels.map((name, i): Body => {
    const x = i < 2 ? car.frontAxle : car.frontAxle - car.wheelbase;
    const hub: Vec3 = [x, ((i % 2 === 0 ? 1 : -1) * car.track) / 2, car.wheelRadius];
    return {
      ...{ name, class: 'wheel', shape: wheel, material: plainMaterial('tyre', '#202124', 0.95) },
      motion: 'kinematic',
      position: add(middle, rotate(orientation, hub)),
      ...moving,
      passable: true,
    };
  });
  return [chassis, ...wheels];
}
