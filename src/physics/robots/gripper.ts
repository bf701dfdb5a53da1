import type { Episode } from '../../core/episode.ts';
import type { Arm } from '../../core/robot.ts';
import type { BuiltJoint } from '../joints/built-joint.ts';

/** How far beyond its place a finger is aimed to press with all its force, m: force ÷ this is its stiffness. */
const LEAD = 0.004;
/** Damping as a share of the stiffness, s. */
const DAMPING = 0.01;
/** How fast the opening changes at most, m/s. */
const SPEED = 0.16;

/** The fingers' greatest distance, m. */
export const maxOpening = ({ fingers }: Arm, { joints }: Episode): number =>
  joints.reduce((sum, { name, limits }) => sum + (fingers.includes(name) ? (limits?.[1] ?? 0) : 0), 0);

/**
 * Aims the fingers of a gripper so that they move as one, as a gear would have it, and press with `force` at
 * most: each aims at the wanted opening, but no farther than `LEAD` from where they are on the mean.
 *
 * @param force - Of each finger, N.
 * @param opening - Where the sum of the fingers' ways was aimed at, m.
 * @param wanted - Where it goes, m.
 * @returns Where it is aimed at now, m.
 */
export function driveGripper(
  fingers: readonly BuiltJoint[],
  force: number,
  opening: number,
  wanted: number,
  dt: number,
): number {
  const change = Math.min(Math.max(wanted - opening, -SPEED * dt), SPEED * dt);
  let sum = 0;
  const places: number[] = [];
  for (const finger of fingers) {
    const place = finger.position();
    places.push(place);
    sum += place;
  }
  const mean = sum / Math.max(fingers.length, 1);
  const way = (opening + change) / Math.max(fingers.length, 1);
  const aim = Math.min(Math.max(way, mean - LEAD), mean + LEAD);
  const stiffness = force / LEAD;
  const gains = { stiffness, damping: DAMPING * stiffness };
  fingers.forEach((finger, i) => {
    finger.drivePosition(aim, gains, { now: places[i] as number });
  });
  return opening + change;
}
