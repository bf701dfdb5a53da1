import type { Episode } from '../../../core/episode.ts';
import { ToolkitError } from '../../../core/error.ts';
import { add, rotate, type Vec3 } from '../../../core/pose.ts';
import type { Hand, Humanoid } from '../../../core/robot.ts';
import type { BuiltWorld } from '../../build-world.ts';
import { type SerialChain, serialChain } from '../../kinematics/serial-chain.ts';
import { linkTree, readMotion, type TreeLink, type TreeMotion } from './link-tree.ts';
import { intoStance, stanceOf } from './stance.ts';

/** What a humanoid consists of; places are those of `links`. */
export type Anatomy = {
  readonly links: readonly TreeLink[];
  /** kg */
  readonly mass: number;
  readonly torso: number;
  readonly feet: readonly [left: number, right: number];
  /** Of each link, whether its joint lies between the pelvis and a foot. */
  readonly isLeg: readonly boolean[];
  readonly arms: readonly [left: Arm, right: Arm];
};

/** From the torso to a hand: the chain, its joints' links, and the hand's. */
export type Arm = { readonly chain: SerialChain; readonly joints: readonly number[]; readonly hand: number };

/** How it stood as the episode began. */
export type Rest = {
  /** rad, one a link's joint. */
  readonly aims: readonly number[];
  /** Of the centre of mass over the soles, m. */
  readonly height: number;
  /** In the stance's frame, m. */
  readonly palms: readonly [left: Vec3, right: Vec3];
};

/**
 * What a humanoid consists of in its world.
 *
 * @throws {@link ToolkitError} `argument/invalid` naming a part that no joints hold.
 */
export function anatomyOf(robot: Humanoid, episode: Episode, built: BuiltWorld): Anatomy {
  const links = linkTree(episode, built, robot.pelvis);
  const placeOf = (name: string): number => {
    const place = links.findIndex((link) => link.name === name);
    if (place < 0) throw loose(`pelvis "${robot.pelvis}"`, name);
    return place;
  };
  const armOf = ({ body, palm }: Hand): Arm => {
    const tool = { position: palm, orientation: [0, 0, 0, 1] as const };
    const chain = serialChain(episode, robot.torso, body, tool);
    if (chain === null) throw loose(`torso "${robot.torso}"`, body);
    const joints = chain.joints.map(({ name }) => links.findIndex(({ joint }) => joint?.joint.name === name));
    return { chain, joints, hand: placeOf(body) };
  };
  const feet = [placeOf(robot.feet[0].body), placeOf(robot.feet[1].body)] as const;
  const isLeg = links.map(() => false);
  for (const foot of feet) {
    for (let i = foot; i > 0; i = (links[i] as TreeLink).parent) isLeg[i] = true;
  }
  return {
    ...{ links, feet, isLeg },
    mass: links.reduce((sum, link) => sum + link.mass, 0),
    torso: placeOf(robot.torso),
    arms: [armOf(robot.hands[0]), armOf(robot.hands[1])],
  };
}

const loose = (from: string, part: string): ToolkitError =>
  new ToolkitError(
    'argument/invalid',
    `Joints must lead from the humanoid's ${from} to each of its parts, got none to "${part}".`,
    'Correct the names of the robot in the scene.',
  );

/** How it stands now, as the measure of what it is told later. */
export function restOf({ links, feet, arms }: Anatomy, robot: Humanoid): Rest {
  const motion = readMotion(links);
  const stance = stanceOf(motion, robot, feet);
  const palm = (side: 0 | 1): Vec3 =>
    intoStance(stance, pointOn(motion, arms[side].hand, robot.hands[side].palm));
  return {
    aims: links.map(({ joint }) => joint?.position() ?? 0),
    height: motion.center[2] - stance.middle[2],
    palms: [palm(0), palm(1)],
  };
}

function pointOn({ positions, orientations }: TreeMotion, link: number, point: Vec3): Vec3 {
  return add(
    positions[link] as Vec3,
    rotate(orientations[link] as TreeMotion['orientations'][number], point),
  );
}
