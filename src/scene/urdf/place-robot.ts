import type { Body } from '../../core/episode.ts';
import { composeFrames, IDENTITY_FRAME } from '../../core/frame-transform.ts';
import type { Joint, JointFrame } from '../../core/joint.ts';
import type { RobotAssembly } from './assemble-robot.ts';
import { jointMotion } from './joint-motion.ts';
import { robotMaterial } from './link-parts.ts';

/** How a robot stands as an episode begins. */
export type RobotPlacement = {
  /** Of the root link's frame. */
  readonly worldFromRoot: JointFrame;
  /** Whether the root is held where it is. */
  readonly fixedBase: boolean;
  /** Of every joint that follows no other, rad or m, by the joint's name in the scene. */
  readonly positions: ReadonlyMap<string, number>;
  /** Coulomb coefficient where the file says none. */
  readonly friction: number;
};

/** Class of every body of a robot. */
export const ROBOT_CLASS = 'robot';

/** The bodies of a robot where its joints put them, from the root outwards, at rest. */
export function placeRobot(assembly: RobotAssembly, placement: RobotPlacement): readonly Body[] {
  const joints = new Map(assembly.joints.map((joint) => [joint.name, joint]));
  const poses = new Map<string, JointFrame>();
  return assembly.bodies.map(({ name, shape, mass, carrier }): Body => {
    const pose =
      carrier === null
        ? placement.worldFromRoot
        : composeFrames(
            composeFrames(poses.get(carrier.body) as JointFrame, carrier.bodyFromChild),
            motionOf(joints.get(carrier.joint ?? ''), placement),
          );
    poses.set(name, pose);
    return {
      ...{ name, class: ROBOT_CLASS, shape, material: robotMaterial(null, placement.friction) },
      motion: carrier === null && placement.fixedBase ? 'fixed' : 'dynamic',
      ...pose,
      ...{ linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] },
      ...(mass === null ? {} : { mass }),
    };
  });
}

function motionOf(joint: Joint | undefined, { positions }: RobotPlacement): JointFrame {
  if (joint === undefined) return IDENTITY_FRAME;
  const { mimic } = joint;
  const position =
    mimic === null
      ? (positions.get(joint.name) ?? 0)
      : mimic.multiplier * (positions.get(mimic.joint) ?? 0) + mimic.offset;
  return jointMotion(joint, position);
}
