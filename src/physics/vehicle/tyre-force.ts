import type { Car } from '../../core/actor.ts';

/** What a tyre pushes its car with, N: ahead and to the left of the wheel. */
export type TyreForce = { ahead: number; left: number };

/** How a wheel meets the road. */
export type TyreContact = {
  /** N. */
  load: number;
  /** Mass that rests on it as the car stands, kg. */
  mass: number;
  /** Of the point of contact, m/s. */
  speedAhead: number;
  speedLeft: number;
  /** What the engine (either sign) and the brakes (≥ 0) would exert on it, N. */
  drive: number;
  brake: number;
};

/**
 * The force of a tyre: along the wheel what engine and brakes ask for, across it what its slip angle gives, which
 * rises by the cornering stiffness and levels off at the friction; both together stay within the circle of
 * friction × load. Near standstill, where a slip angle means nothing, no force is greater than what would bring
 * the wheel to rest within two steps.
 *
 * @param dt - A physics step, s.
 */
export function tyreForce(contact: TyreContact, car: Car, dt: number, force: TyreForce): void {
  const { load, mass, speedAhead, speedLeft, drive, brake } = contact;
  const grip = car.friction * load;
  if (!(grip > 0)) {
    force.ahead = 0;
    force.left = 0;
    return;
  }
  const held = (0.5 * mass * Math.abs(speedAhead)) / dt;
  const resisted = Math.min(brake + car.rolling * load, held);
  force.ahead = drive - (speedAhead < 0 ? -resisted : resisted);
  const stiffness = car.corneringStiffness * load;
  const slow = (2 * stiffness * dt) / mass;
  const slip = speedLeft / Math.max(Math.abs(speedAhead), slow);
  const share = (stiffness * slip) / grip;
  force.left = (-grip * share) / Math.sqrt(1 + share * share);
  const length = Math.sqrt(force.ahead * force.ahead + force.left * force.left);
  if (length > grip) {
    force.ahead *= grip / length;
    force.left *= grip / length;
  }
}
