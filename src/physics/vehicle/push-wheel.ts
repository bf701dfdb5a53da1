import { cos, sin } from '../../core/exact-math.ts';
import type { RigidMotion } from './rigid-motion.ts';
import { type RunningGear, wheelLift } from './running-gear.ts';
import { type TyreContact, type TyreForce, tyreForce } from './tyre-force.ts';

/** What acts on a chassis, world frame, about its centre of mass: N and N·m. */
export type Wrench = {
  readonly push: { x: number; y: number; z: number };
  readonly twist: { x: number; y: number; z: number };
};

/** Beyond its travel a spring meets rubber that is stiffer by this factor. */
const BUMP_STOP = 8;

/** After two turns a wheel's quaternion is the same again: after one its sign is not, and the engine would see a jerk. */
const TWO_TURNS = 4 * Math.PI;

const contact: TyreContact = { load: 0, mass: 0, speedAhead: 0, speedLeft: 0, drive: 0, brake: 0 };
const tyre: TyreForce = { ahead: 0, left: 0 };

/**
 * Adds what wheel `i` does to the chassis, and turns the wheel as it rolls.
 *
 * @param axes - Rotation matrix of the chassis.
 * @param drive - Of the engine at this wheel, N.
 * @param brake - 0…1 of the brakes' force; the wheels share it by their loads, as an anti-lock system would.
 */
export function pushWheel(
  gear: RunningGear,
  i: number,
  motion: RigidMotion,
  axes: Float64Array,
  drive: number,
  brake: number,
  { push, twist }: Wrench,
): void {
  const { car, dt, spins } = gear;
  const lift = wheelLift(gear, i, motion, axes);
  const { linear: v, angular: w } = motion;
  // From the centre of mass to the point of contact, and that point's velocity.
  const x = gear.hubX[i]!;
  const y = gear.hubY[i]!;
  const z = gear.hubZ - car.wheelRadius + lift;
  const rx = axes[0]! * x + axes[1]! * y + axes[2]! * z;
  const ry = axes[3]! * x + axes[4]! * y + axes[5]! * z;
  const rz = axes[6]! * x + axes[7]! * y + axes[8]! * z;
  const vx = v.x + w.y * rz - w.z * ry;
  const vy = v.y + w.z * rx - w.x * rz;
  const vz = v.z + w.x * ry - w.y * rx;
  // The way the wheel points, over the level ground.
  const angle = gear.angles[i]!;
  const c = angle === 0 ? 1 : cos(angle);
  const s = angle === 0 ? 0 : sin(angle);
  const wayX = axes[0]! * c + axes[1]! * s;
  const wayY = axes[3]! * c + axes[4]! * s;
  const inverse = 1 / Math.max(Math.sqrt(wayX * wayX + wayY * wayY), 1e-6);
  const aheadX = wayX * inverse;
  const aheadY = wayY * inverse;
  const speedAhead = vx * aheadX + vy * aheadY;
  const turned = spins[i]! + (speedAhead / car.wheelRadius) * dt;
  spins[i] = turned - TWO_TURNS * Math.floor(turned / TWO_TURNS);
  if (lift <= -car.travel) return;

  const stop = BUMP_STOP * Math.max(lift - car.travel, 0);
  const spring = gear.standing[i]! + car.springRate * (lift + stop);
  const load = Math.max(spring - (car.damperRate * vz) / axes[8]!, 0);
  contact.load = load;
  contact.mass = gear.standing[i]! / gear.fall;
  contact.speedAhead = speedAhead;
  contact.speedLeft = vy * aheadX - vx * aheadY;
  contact.drive = drive;
  contact.brake = (brake * car.maxBrakeForce * load) / gear.weight;
  tyreForce(contact, car, dt, tyre);
  const fx = tyre.ahead * aheadX - tyre.left * aheadY;
  const fy = tyre.ahead * aheadY + tyre.left * aheadX;
  push.x += fx;
  push.y += fy;
  push.z += load;
  twist.x += ry * load - rz * fy;
  twist.y += rz * fx - rx * load;
  twist.z += rx * fy - ry * fx;
}
