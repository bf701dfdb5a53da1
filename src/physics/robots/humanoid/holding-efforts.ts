import { add, cross, dot, type Quaternion, scale, subtract, type Vec3 } from '../../../core/pose.ts';
import { linkAxis, type TreeLink, type TreeMotion } from './link-tree.ts';

/** What acts on a link from outside, world frame. */
export type OuterForce = {
  readonly link: number;
  /** N, at `point`. */
  readonly force: Vec3;
  readonly point: Vec3;
  /** N·m beside it. */
  readonly moment: Vec3;
};

/**
 * What each link's joint must exert along its axis so that its links stand still under gravity and these
 * forces, N·m; 0 for the root. Walks inwards with the force and the moment of all that lies beyond each joint,
 * which is Jᵀ f for every force at once. Source: Featherstone 2008, §5.3, with nothing moving.
 *
 * @param gravity - World frame, m/s².
 */
export function holdingEfforts(
  links: readonly TreeLink[],
  motion: TreeMotion,
  gravity: Vec3,
  outer: readonly OuterForce[],
): Float64Array {
  const forces = links.map(({ mass }) => scale(gravity, mass));
  // About the world's origin.
  const moments = links.map((_, i) => cross(motion.centers[i] as Vec3, forces[i] as Vec3));
  for (const { link, force, point, moment } of outer) {
    forces[link] = add(forces[link] as Vec3, force);
    moments[link] = add(moments[link] as Vec3, add(cross(point, force), moment));
  }
  const efforts = new Float64Array(links.length);
  for (let i = links.length - 1; i > 0; i--) {
    const { parent, joint } = links[i] as TreeLink;
    const [force, moment] = [forces[i] as Vec3, moments[i] as Vec3];
    forces[parent] = add(forces[parent] as Vec3, force);
    moments[parent] = add(moments[parent] as Vec3, moment);
    if (joint === null) continue;
    const at = linkAxis(joint, motion.positions[i] as Vec3, motion.orientations[i] as Quaternion);
    efforts[i] = -dot(at.axis, subtract(moment, cross(at.anchor, force)));
  }
  return efforts;
}
