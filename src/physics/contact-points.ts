import type { Episode } from '../core/episode.ts';
import type { Vec3 } from '../core/pose.ts';
import type { BuiltWorld } from './build-world.ts';

/** A point at which two bodies press on each other; `a` < `b` by code unit. */
export type ContactPoint = {
  readonly a: string;
  readonly b: string;
  /** World frame, metres. */
  readonly point: Vec3;
  /** From `a` to `b`, world frame, unit length. */
  readonly normal: Vec3;
  /** Normal force, N: the mean over the last step. */
  readonly force: number;
};

/** Every point of contact of a world, as its last step left it; each pair once. */
export function readContactPoints(
  { bodies: described }: Episode,
  { world, bodies }: BuiltWorld,
): ContactPoint[] {
  const nameOf = new Map(bodies.map((body, i) => [body.handle, described[i]?.name ?? '']));
  const points: ContactPoint[] = [];
  for (const body of bodies) {
    if (body.isFixed()) continue;
    const name = nameOf.get(body.handle) ?? '';
    for (let c = 0; c < body.numColliders(); c++) {
      const collider = body.collider(c);
      world.contactPairsWith(collider, (other) => {
        const parent = other.parent();
        if (parent === null) return;
        const otherName = nameOf.get(parent.handle) ?? '';
        // Two that both move meet this pair twice.
        if (!parent.isFixed() && name > otherName) return;
        world.contactPair(collider, other, (manifold, flipped) => {
          const { x, y, z } = manifold.normal();
          // The normal points from the pair's first collider to its second; flipped, that is the other one.
          const sign = (flipped ? -1 : 1) * (name < otherName ? 1 : -1);
          const normal: Vec3 = [sign * x, sign * y, sign * z];
          const count = Math.min(manifold.numSolverContacts(), manifold.numContacts());
          for (let i = 0; i < count; i++) {
            const at = manifold.solverContactPoint(i);
            if (at === null) continue;
            points.push({
              ...(name < otherName ? { a: name, b: otherName } : { a: otherName, b: name }),
              ...{ point: [at.x, at.y, at.z] as const, normal },
              force: manifold.contactImpulse(i) / world.timestep,
            });
          }
        });
      });
    }
  }
  return points;
}
