import type { EpisodeFacts } from '../../core/recorded-episode.ts';
import type { Arm } from '../../core/robot.ts';

/** What a recorded arm is made of. */
export type ArmFacts = {
  readonly arm: Arm;
  /** Names of its joints, from base to hand. */
  readonly joints: readonly string[];
  /** How far the gripper opens, m; 0 without one. */
  readonly maxOpening: number;
};

/** The arm of an episode, or `null` where another robot or none acts. */
export function armFacts({ robot, joints }: EpisodeFacts): ArmFacts | null {
  if (robot?.kind !== 'arm') return null;
  const chain: string[] = [];
  let body = robot.hand;
  for (let links = 0; body !== robot.base; links++) {
    const joint = joints.find(({ child }) => child === body);
    // A loop has no end; nothing that was recorded has one.
    if (joint === undefined || links > joints.length) return null;
    if (joint.kind !== 'fixed') chain.unshift(joint.name);
    body = joint.parent;
  }
  const maxOpening = robot.fingers.reduce((sum, name) => {
    const finger = joints.find((joint) => joint.name === name);
    return sum + (finger?.limits?.[1] ?? 0);
  }, 0);
  return { arm: robot, joints: chain, maxOpening };
}
