import type { MassProperties } from '../core/episode.ts';
import type { RigidBody } from './rapier.ts';

/** The mass of a body as the engine has it, and how it is spread. */
export function readMass(body: RigidBody): MassProperties {
  const [com, inertia, axes] = [body.localCom(), body.principalInertia(), body.principalInertiaLocalFrame()];
  return {
    mass: body.mass(),
    centerOfMass: [com.x, com.y, com.z],
    principalInertia: [inertia.x, inertia.y, inertia.z],
    principalAxes: [axes.x, axes.y, axes.z, axes.w],
  };
}
