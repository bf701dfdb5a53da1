import type { BodyDynamics } from '../core/body-dynamics.ts';
import type { Episode, MassProperties, WorldState } from '../core/episode.ts';
import { add, conjugate, dot, multiplyQuaternions, rotate, scale, type Vec3 } from '../core/pose.ts';

/**
 * Energies and momenta of a state.
 *
 * @param masses - Of the bodies, in the episode's order.
 */
export function bodyDynamics(
  { bodies, gravity }: Episode,
  masses: readonly MassProperties[],
  { positions, orientations, linearVelocities, angularVelocities }: WorldState,
): BodyDynamics {
  const rows = (width: number): Float64Array => new Float64Array(width * bodies.length);
  const dynamics = {
    ...{ masses: rows(1), translationalEnergies: rows(1), rotationalEnergies: rows(1) },
    ...{ potentialEnergies: rows(1), linearMomenta: rows(3), angularMomenta: rows(3) },
  };
  const at = (values: Float64Array, i: number): Vec3 => [
    values[3 * i] as number,
    values[3 * i + 1] as number,
    values[3 * i + 2] as number,
  ];
  bodies.forEach(({ motion }, i) => {
    const properties = masses[i];
    if (motion !== 'dynamic' || properties === undefined) return;
    const { mass, centerOfMass, principalInertia: inertia, principalAxes } = properties;
    const [x, y, z, w] = orientations.subarray(4 * i, 4 * i + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const center = add(at(positions, i), rotate([x, y, z, w], centerOfMass));
    const velocity = at(linearVelocities, i);
    const worldFromAxes = multiplyQuaternions([x, y, z, w], principalAxes);
    const spin = rotate(conjugate(worldFromAxes), at(angularVelocities, i));
    const turning: Vec3 = [inertia[0] * spin[0], inertia[1] * spin[1], inertia[2] * spin[2]];
    dynamics.masses[i] = mass;
    dynamics.translationalEnergies[i] = (mass * dot(velocity, velocity)) / 2;
    dynamics.rotationalEnergies[i] = dot(turning, spin) / 2;
    dynamics.potentialEnergies[i] = -mass * dot(gravity, center);
    dynamics.linearMomenta.set(scale(velocity, mass), 3 * i);
    dynamics.angularMomenta.set(rotate(worldFromAxes, turning), 3 * i);
  });
  return dynamics;
}
