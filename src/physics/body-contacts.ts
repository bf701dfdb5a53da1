import type { Vec3 } from '../core/pose.ts';
import type { RigidBody, World } from './rapier.ts';

/** What presses on a body. */
export type BodyContacts = {
  /**
   * Sum of the normal parts of the contact forces on it, world frame, N: the mean over the last step.
   * The engine tells nothing of friction.
   */
  readonly normalForce: Vec3;
  /** How many bodies touch it, as contact events have it: from a little before they really meet. */
  readonly bodies: number;
};

/** What presses on a body, as the world's last step left it. */
export function readContacts(world: World, body: RigidBody): BodyContacts {
  let [x, y, z] = [0, 0, 0];
  const touching = new Set<number>();
  for (let c = 0; c < body.numColliders(); c++) {
    const collider = body.collider(c);
    world.contactPairsWith(collider, (other) => {
      let touches = false;
      world.contactPair(collider, other, (manifold, flipped) => {
        let impulse = 0;
        for (let i = 0; i < manifold.numContacts(); i++) impulse += manifold.contactImpulse(i);
        // The normal points from the pair's first collider to its second; flipped, we are the second.
        const force = ((flipped ? 1 : -1) * impulse) / world.timestep;
        const normal = manifold.normal();
        x += force * normal.x;
        y += force * normal.y;
        z += force * normal.z;
        touches ||= manifold.numSolverContacts() > 0;
      });
      const others = other.parent();
      if (touches && others !== null) touching.add(others.handle);
    });
  }
  return { normalForce: [x, y, z], bodies: touching.size };
}
