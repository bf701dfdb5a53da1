import { composeFrames, IDENTITY_FRAME } from '../../core/frame-transform.ts';
import type { JointFrame } from '../../core/joint.ts';
import type { UrdfJoint, UrdfLink, UrdfRobot } from './urdf-robot.ts';

/** Links that fixed joints make one; its frame is that of its first link, the one nearest the root. */
export type RigidGroup = {
  readonly links: readonly { readonly link: UrdfLink; readonly groupFromLink: JointFrame }[];
  /** What carries it; `null` for the root's. */
  readonly carrier: {
    readonly joint: UrdfJoint;
    /** Place of the group that holds the joint's parent link. */
    readonly group: number;
    readonly groupFromJoint: JointFrame;
  } | null;
};

/** The groups of a robot from the root outwards: a group comes after the one that carries it. */
export function rigidGroups({ links, joints, root }: UrdfRobot): readonly RigidGroup[] {
  const linkOf = new Map(links.map((link) => [link.name, link]));
  const below = new Map<string, UrdfJoint[]>(links.map(({ name }) => [name, []]));
  for (const joint of joints) below.get(joint.parent)?.push(joint);
  const groups: RigidGroup[] = [];
  const gather = (top: string, carrier: RigidGroup['carrier']): void => {
    const members: { link: UrdfLink; groupFromLink: JointFrame }[] = [];
    const place = groups.push({ links: members, carrier }) - 1;
    const carried: (readonly [joint: UrdfJoint, groupFromJoint: JointFrame])[] = [];
    const open: (readonly [name: string, groupFromLink: JointFrame])[] = [[top, IDENTITY_FRAME]];
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [name, groupFromLink] = next;
      members.push({ link: linkOf.get(name) as UrdfLink, groupFromLink });
      for (const joint of below.get(name) ?? []) {
        const groupFromJoint = composeFrames(groupFromLink, joint.parentFromChild);
        if (joint.kind === 'fixed') open.push([joint.child, groupFromJoint]);
        else carried.push([joint, groupFromJoint]);
      }
    }
    for (const [joint, groupFromJoint] of carried) {
      gather(joint.child, { joint, group: place, groupFromJoint });
    }
  };
  gather(root, null);
  return groups;
}
