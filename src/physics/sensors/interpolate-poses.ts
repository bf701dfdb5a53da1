import type { WorldState } from '../../core/episode.ts';

/** Where bodies are, world frame: the poses of a `WorldState`. */
export type Poses = Pick<WorldState, 'positions' | 'orientations'>;

/**
 * The poses a `share` (0…1) of the way between two states, written over the first rows of `into`:
 * positions along the chord, orientations along the shorter chord of the quaternions, made unit again.
 *
 * A body whose velocity changes by Δv within a step of dt seconds is really up to Δv dt / 8 elsewhere if it
 * changes evenly (0.02 mm in free fall at 240 Hz), up to Δv dt / 4 if at once; one that turns by θ radians
 * a step is turned by up to 0.0041 θ³ otherwise.
 */
export function interpolatePoses(from: Poses, to: Poses, share: number, into: Poses): void {
  const rest = 1 - share;
  for (let i = 0; i < to.positions.length; i++) {
    into.positions[i] = rest * from.positions[i]! + share * to.positions[i]!;
  }
  const [a, b, q] = [from.orientations, to.orientations, into.orientations];
  for (let i = 0; i < b.length; i += 4) {
    const same = a[i]! * b[i]! + a[i + 1]! * b[i + 1]! + a[i + 2]! * b[i + 2]! + a[i + 3]! * b[i + 3]!;
    // A quaternion and its negative are one rotation.
    const toward = same < 0 ? -share : share;
    const x = rest * a[i]! + toward * b[i]!;
    const y = rest * a[i + 1]! + toward * b[i + 1]!;
    const z = rest * a[i + 2]! + toward * b[i + 2]!;
    const w = rest * a[i + 3]! + toward * b[i + 3]!;
    const inverse = 1 / Math.sqrt(x * x + y * y + z * z + w * w);
    q[i] = x * inverse;
    q[i + 1] = y * inverse;
    q[i + 2] = z * inverse;
    q[i + 3] = w * inverse;
  }
}
