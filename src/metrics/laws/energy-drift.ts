import { dot, length, subtract, type Vec3 } from '../../core/pose.ts';
import { leastSquares } from './least-squares.ts';

/**
 * By how much the energy of a body changes between the first and the last of its places, as a share of its
 * kinetic energy at its fastest; 0 where it is kept, negative where it is lost.
 *
 * Speeds and heights halfway between two frames come from four places, to the fourth order of the frame's length,
 * and a line through the energies evens out the noise of pixels.
 *
 * @param places - One a frame, world frame, metres; null where it is not seen.
 * @param law - `up` against gravity, unit length; `gravity` its size, m/s²; `inertia` the kinetic energy over m v²/2:
 *   1 for what does not turn, 7/5 for a ball that rolls.
 * @returns null with fewer than three energies, or where the body hardly moves: by less than 1 cm from end to end.
 */
export function energyDrift(
  places: readonly (Vec3 | null)[],
  dt: number,
  law: { readonly up: Vec3; readonly gravity: number; readonly inertia: number },
): number | null {
  const { up, gravity, inertia } = law;
  const times: number[] = [];
  const energies: number[] = [];
  let fastest = 0;
  for (let k = 1; k + 2 < places.length; k++) {
    const [a, b, c, d] = [places[k - 1], places[k], places[k + 1], places[k + 2]];
    if (a == null || b == null || c == null || d == null) continue;
    const velocity = ([0, 1, 2] as const).map(
      (axis) => (27 * (c[axis] - b[axis]) - (d[axis] - a[axis])) / (24 * dt),
    );
    const height = (9 * (dot(b, up) + dot(c, up)) - (dot(a, up) + dot(d, up))) / 16;
    const kinetic = (inertia * length(velocity as unknown as Vec3) ** 2) / 2;
    fastest = Math.max(fastest, kinetic);
    times.push((k + 0.5) * dt);
    energies.push(kinetic + gravity * height);
  }
  const seen = places.filter((place) => place !== null);
  const moved = Math.max(0, ...seen.map((place) => length(subtract(place, seen[0] as Vec3))));
  if (energies.length < 3 || moved < 0.01) return null;
  const line = leastSquares(
    times.map((t) => [1, t]),
    energies,
  );
  if (line === null) return null;
  return (line.coefficients[1]! * ((times.at(-1) as number) - times[0]!)) / fastest;
}
