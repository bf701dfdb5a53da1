import type { Car } from '../../core/actor.ts';
import type { GroundHeight } from '../../scene/ground-height.ts';
import type { RigidMotion } from './rigid-motion.ts';

/** A car's wheels as they hang on its chassis: front left, front right, rear left, rear right. */
export type RunningGear = {
  readonly car: Car;
  readonly ground: GroundHeight;
  /** A physics step, s. */
  readonly dt: number;
  /** Weight of the car, N, and its share on each wheel as it stands. */
  readonly weight: number;
  readonly standing: readonly number[];
  /** N/kg. */
  readonly fall: number;
  /** Of the hubs as the car stands, in the chassis' frame, m. */
  readonly hubX: readonly number[];
  readonly hubY: readonly number[];
  readonly hubZ: number;
  /** How far each wheel has turned, rad in 0…4π. */
  readonly spins: Float64Array;
  /** How far each wheel is steered, positive to the left, rad. */
  readonly angles: Float64Array;
};

/** The running gear of a car where things fall with `fall` m/s². */
export function createRunningGear(car: Car, fall: number, dt: number, ground: GroundHeight): RunningGear {
  const weight = car.mass * fall;
  const front = car.frontAxle;
  const rear = front - car.wheelbase;
  const onRear = front / car.wheelbase;
  return {
    ...{ car, ground, dt, weight, fall },
    standing: [1 - onRear, 1 - onRear, onRear, onRear].map((share) => (share * weight) / 2),
    hubX: [front, front, rear, rear],
    hubY: [car.track / 2, -car.track / 2, car.track / 2, -car.track / 2],
    hubZ: car.wheelRadius - car.rideHeight,
    spins: new Float64Array(4),
    angles: new Float64Array(4),
  };
}

/**
 * How far wheel `i` stands above its place on the standing car, m: where the ground is, or at the end of its travel
 * where it does not reach that far (more than its travel is left to the spring).
 *
 * @param axes - Rotation matrix of the chassis.
 */
export function wheelLift(
  { car, ground, hubX, hubY, hubZ }: RunningGear,
  i: number,
  { position }: RigidMotion,
  axes: Float64Array,
): number {
  const up = axes[8]!;
  if (up < MIN_UPRIGHT) return -car.travel;
  const x = position.x + axes[0]! * hubX[i]! + axes[1]! * hubY[i]! + axes[2]! * hubZ;
  const y = position.y + axes[3]! * hubX[i]! + axes[4]! * hubY[i]! + axes[5]! * hubZ;
  const z = position.z + axes[6]! * hubX[i]! + axes[7]! * hubY[i]! + axes[8]! * hubZ;
  return Math.max(car.wheelRadius - (z - ground(x, y)) / up, -car.travel);
}

/** Cosine of the lean beyond which a car lies on its side, and its wheels carry nothing. */
const MIN_UPRIGHT = 0.3;
