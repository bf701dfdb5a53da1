import { bodyIndex, type Episode } from '../../../core/episode.ts';
import { ToolkitError } from '../../../core/error.ts';
import { add, multiplyQuaternions, type Quaternion, rotate, scale, type Vec3 } from '../../../core/pose.ts';
import type { BuiltWorld } from '../../build-world.ts';
import type { BuiltJoint } from '../../joints/built-joint.ts';
import type { RigidBody } from '../../rapier.ts';

/** One link of a robot in its world. */
export type TreeLink = {
  readonly name: string;
  readonly body: RigidBody;
  /** kg */
  readonly mass: number;
  /** Of mass, body frame, m. */
  readonly center: Vec3;
  /** Place of the link that carries it; −1 for the root, which nothing carries. */
  readonly parent: number;
  readonly joint: BuiltJoint | null;
};

/** How a robot moves at one moment, world frame; one entry a link. */
export type TreeMotion = {
  readonly positions: readonly Vec3[];
  readonly orientations: readonly Quaternion[];
  /** Of mass. */
  readonly centers: readonly Vec3[];
  /** rad/s */
  readonly angularVelocities: readonly Vec3[];
  /** Of the whole robot: its centre of mass, m, and that one's velocity, m/s. */
  readonly center: Vec3;
  readonly velocity: Vec3;
};

/**
 * The links that joints carry from `root` outwards, each after its parent.
 *
 * @throws {@link ToolkitError} `argument/invalid` for a link without a mass.
 */
export function linkTree(
  episode: Episode,
  { bodies, joints }: BuiltWorld,
  root: string,
): readonly TreeLink[] {
  const link = (name: string, parent: number, joint: BuiltJoint | null): TreeLink => {
    const place = bodyIndex(episode, name);
    const mass = episode.bodies[place]?.mass;
    if (mass === undefined) {
      throw new ToolkitError(
        'argument/invalid',
        `Every part of a humanoid must be a body with a mass, got "${name}" without.`,
        'Correct the episode or its scene.',
      );
    }
    const body = bodies[place] as RigidBody;
    return { name, body, mass: mass.mass, center: mass.centerOfMass, parent, joint };
  };
  const links = [link(root, -1, null)];
  // The list grows as it is walked: breadth first.
  for (let i = 0; i < links.length; i++) {
    for (const joint of joints) {
      if (joint.joint.parent === links[i]?.name) links.push(link(joint.joint.child, i, joint));
    }
  }
  return links;
}

/** Copies how the links move out of the engine. */
export function readMotion(links: readonly TreeLink[]): TreeMotion {
  const positions: Vec3[] = [];
  const orientations: Quaternion[] = [];
  const centers: Vec3[] = [];
  const angularVelocities: Vec3[] = [];
  let mass = 0;
  let center: Vec3 = [0, 0, 0];
  let velocity: Vec3 = [0, 0, 0];
  for (const { body, mass: own, center: local } of links) {
    const at = body.translation();
    const { x, y, z, w } = body.rotation();
    const v = body.linvel();
    const turning = body.angvel();
    const position: Vec3 = [at.x, at.y, at.z];
    const orientation: Quaternion = [x, y, z, w];
    const linkCenter = add(position, rotate(orientation, local));
    positions.push(position);
    orientations.push(orientation);
    centers.push(linkCenter);
    angularVelocities.push([turning.x, turning.y, turning.z]);
    mass += own;
    center = add(center, scale(linkCenter, own));
    velocity = add(velocity, scale([v.x, v.y, v.z], own));
  }
  return {
    ...{ positions, orientations, centers, angularVelocities },
    center: scale(center, 1 / mass),
    velocity: scale(velocity, 1 / mass),
  };
}

/** The axis of the joint that carries a link, and a point on it; world frame. */
export function linkAxis(
  { joint }: BuiltJoint,
  position: Vec3,
  orientation: Quaternion,
): { readonly axis: Vec3; readonly anchor: Vec3 } {
  const { axis, childFromJoint } = joint;
  const frame = multiplyQuaternions(orientation, childFromJoint.orientation);
  return {
    axis: rotate(frame, axis),
    anchor: add(position, rotate(orientation, childFromJoint.position)),
  };
}
