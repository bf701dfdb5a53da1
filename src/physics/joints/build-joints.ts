import { bodyIndex, type Episode } from '../../core/episode.ts';
import type { JointState } from '../../core/joint.ts';
import { type RigidBody, rapier, type World } from '../rapier.ts';
import { type BuiltJoint, createBuiltJoint, type JointDrive } from './built-joint.ts';
import { engineJoints, insertJoint } from './insert-joint.ts';

/**
 * The joints of an episode in its world, in the episode's order.
 *
 * @param from - Their drives as they were left, where the world was restored and has them already; `null` to
 * insert them. They are inserted by name whatever their order.
 */
export function buildJoints(
  episode: Episode,
  world: World,
  bodies: readonly RigidBody[],
  from: readonly JointDrive[] | null,
): readonly BuiltJoint[] {
  const { joints } = episode;
  const bodyOf = (name: string): RigidBody => bodies[bodyIndex(episode, name)] as RigidBody;
  const name = (i: number): string => joints[i]?.name ?? '';
  const order = joints.map((_, i) => i).sort((a, b) => (name(a) < name(b) ? -1 : 1));
  if (from === null) {
    for (const i of order) {
      const joint = joints[i] as Episode['joints'][number];
      insertJoint(rapier(), world, joint, bodyOf(joint.parent), bodyOf(joint.child));
    }
  }
  const inserted = world.impulseJoints.getAll();
  const built: BuiltJoint[] = new Array(joints.length);
  let place = 0;
  for (const i of order) {
    const joint = joints[i] as Episode['joints'][number];
    const main = inserted[place] as (typeof inserted)[number];
    built[i] = createBuiltJoint(joint, main, bodyOf(joint.parent), bodyOf(joint.child), from?.[i] ?? null);
    place += engineJoints(joint);
  }
  return built;
}

/** Names of the bodies that joints hold. */
export const jointedBodies = ({ joints }: Episode): ReadonlySet<string> =>
  new Set(joints.flatMap(({ parent, child }) => [parent, child]));

/** Moves the joints that mimic others. */
export function followLeaders(joints: readonly BuiltJoint[]): void {
  for (const built of joints) {
    const { mimic } = built.joint;
    if (mimic === null) continue;
    const leader = joints.find(({ joint }) => joint.name === mimic.joint);
    if (leader !== undefined) built.follow(leader);
  }
}

/** How the joints are now. */
export const readJoints = (joints: readonly BuiltJoint[]): JointState => ({
  positions: Float64Array.from(joints, (joint) => joint.position()),
  velocities: Float64Array.from(joints, (joint) => joint.velocity()),
  efforts: Float64Array.from(joints, (joint) => joint.effort()),
});
