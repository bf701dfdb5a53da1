import type { Episode, MassProperties, WorldState } from '../core/episode.ts';
import { cos, sin } from '../core/exact-math.ts';
import {
  add,
  length,
  multiplyQuaternions,
  type Quaternion,
  rotate,
  scale,
  subtract,
  type Vec3,
} from '../core/pose.ts';
import { createPhysicsWorld } from '../physics/physics-world.ts';
import { loadPhysics } from '../physics/rapier.ts';

/** Where every body is `seconds` after a state, were each to keep its velocities. */
export type Coasting = (from: WorldState, seconds: number) => WorldState;

const vectorAt = (values: Float64Array, i: number): Vec3 => [
  values[3 * i] as number,
  values[3 * i + 1] as number,
  values[3 * i + 2] as number,
];

/** The turn of a body that spins so for so long. */
function turnBy(spin: Vec3, seconds: number): Quaternion {
  const rate = length(spin);
  if (rate === 0) return [0, 0, 0, 1];
  const half = (rate * seconds) / 2;
  const [x, y, z] = scale(spin, sin(half) / rate);
  return [x, y, z, cos(half)];
}

/**
 * Lets the bodies of an episode coast: each goes on at the velocity of its centre of mass and the spin that it has,
 * without weight, contacts, joints or commands.
 *
 * @throws {@link ToolkitError} `argument/invalid` for an episode that the engine cannot take.
 */
export async function createCoasting(episode: Episode): Promise<Coasting> {
  await loadPhysics();
  const world = createPhysicsWorld(episode);
  const masses: MassProperties[] = [];
  try {
    masses.push(...episode.bodies.map((_, i) => world.massProperties(i)));
  } finally {
    world.dispose();
  }
  return (from, seconds) => {
    const positions = from.positions.slice();
    const orientations = from.orientations.slice();
    episode.bodies.forEach(({ motion }, i) => {
      if (motion === 'fixed') return;
      const [x, y, z, w] = from.orientations.subarray(4 * i, 4 * i + 4) as unknown as [...Vec3, number];
      const before: Quaternion = [x, y, z, w];
      const after = multiplyQuaternions(turnBy(vectorAt(from.angularVelocities, i), seconds), before);
      const center = motion === 'dynamic' ? (masses[i] as MassProperties).centerOfMass : ([0, 0, 0] as const);
      const moved = add(
        add(vectorAt(from.positions, i), rotate(before, center)),
        scale(vectorAt(from.linearVelocities, i), seconds),
      );
      positions.set(subtract(moved, rotate(after, center)), 3 * i);
      orientations.set(after, 4 * i);
    });
    const step = from.step + Math.round(seconds * episode.physicsRate);
    return { ...from, step, positions, orientations };
  };
}
