import { cos, sin } from '../../core/exact-math.ts';
import type { RigidBody } from '../rapier.ts';
import type { RigidMotion } from './rigid-motion.ts';
import { type RunningGear, wheelLift } from './running-gear.ts';

const place = { x: 0, y: 0, z: 0 };
const turn = { x: 0, y: 0, z: 0, w: 1 };

/**
 * Tells the engine where wheel `i` will be after the step: on the ground below its chassis, steered and spun about
 * the y axis of its own frame.
 *
 * @param next - Of the chassis after the step.
 * @param axes - Its rotation matrix.
 */
export function placeWheel(
  gear: RunningGear,
  i: number,
  next: RigidMotion,
  axes: Float64Array,
  wheel: RigidBody,
): void {
  const x = gear.hubX[i]!;
  const y = gear.hubY[i]!;
  const z = gear.hubZ + Math.min(wheelLift(gear, i, next, axes), gear.car.travel);
  place.x = next.position.x + axes[0]! * x + axes[1]! * y + axes[2]! * z;
  place.y = next.position.y + axes[3]! * x + axes[4]! * y + axes[5]! * z;
  place.z = next.position.z + axes[6]! * x + axes[7]! * y + axes[8]! * z;
  wheel.setNextKinematicTranslation(place);
  // The chassis' rotation, after the steering about z, after the spin about y.
  const angle = gear.angles[i]! / 2;
  const cz = angle === 0 ? 1 : cos(angle);
  const sz = angle === 0 ? 0 : sin(angle);
  const cy = cos(gear.spins[i]! / 2);
  const sy = sin(gear.spins[i]! / 2);
  const qx = -sz * sy;
  const qy = cz * sy;
  const qz = sz * cy;
  const qw = cz * cy;
  const q = next.rotation;
  turn.x = q.w * qx + q.x * qw + q.y * qz - q.z * qy;
  turn.y = q.w * qy - q.x * qz + q.y * qw + q.z * qx;
  turn.z = q.w * qz + q.x * qy - q.y * qx + q.z * qw;
  turn.w = q.w * qw - q.x * qx - q.y * qy - q.z * qz;
  wheel.setNextKinematicRotation(turn);
}
