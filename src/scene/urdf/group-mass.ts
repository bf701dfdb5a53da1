import type { MassProperties } from '../../core/episode.ts';
import { composeFrames } from '../../core/frame-transform.ts';
import { addTensor, pointTensor, principalAxes, type Tensor, turnTensor } from '../../core/inertia.ts';
import type { JointFrame } from '../../core/joint.ts';
import { add, scale, subtract, type Vec3 } from '../../core/pose.ts';

/** A link's mass in its group's frame; the inertia is about its own centre of mass, in the group's axes. */
export type LinkMass = { readonly mass: number; readonly center: Vec3; readonly tensor: Tensor };

/** Masses as one rigid body has them. Source: the parallel-axis theorem. */
export function groupMass(masses: readonly LinkMass[]): MassProperties | null {
  const mass = masses.reduce((sum, one) => sum + one.mass, 0);
  if (mass === 0) return null;
  const center = masses.reduce<Vec3>((sum, one) => add(sum, scale(one.center, one.mass / mass)), [0, 0, 0]);
  const tensor = masses.reduce<Tensor>(
    (sum, one) => addTensor(addTensor(sum, one.tensor), pointTensor(one.mass, subtract(one.center, center))),
    [0, 0, 0, 0, 0, 0],
  );
  const { moments, axes } = principalAxes(tensor);
  return { mass, centerOfMass: center, principalInertia: moments, principalAxes: axes };
}

/** A link's mass seen from its group. */
export function linkMass(
  mass: number,
  linkFromInertia: JointFrame,
  tensor: Tensor,
  groupFromLink: JointFrame,
): LinkMass {
  const { position, orientation } = composeFrames(groupFromLink, linkFromInertia);
  return { mass, center: position, tensor: turnTensor(tensor, orientation) };
}
