import type { Episode } from '../../core/episode.ts';
import { composeFrames, IDENTITY_FRAME, invertFrame } from '../../core/frame-transform.ts';
import type { Joint, JointFrame } from '../../core/joint.ts';
import type { Vec3 } from '../../core/pose.ts';

/** One joint of a chain that moves. */
export type ChainJoint = {
  readonly name: string;
  readonly slides: boolean;
  /** In the joint's frame, unit length. */
  readonly axis: Vec3;
  /** rad or m; infinite where there are none. */
  readonly low: number;
  readonly high: number;
  /** rad/s or m/s, > 0. */
  readonly maxVelocity: number;
  /** N·m or N, > 0. */
  readonly maxEffort: number;
  /** From the frame that the joint before it moves (or the base) to this joint's at position 0. */
  readonly offset: JointFrame;
};

/**
 * Joints one after another from a base to a tool: poses follow from the joints' positions alone. Fixed joints
 * are folded into the offsets.
 */
export type SerialChain = {
  /** Name of the body that carries the first joint. */
  readonly base: string;
  readonly joints: readonly ChainJoint[];
  /** The tool in the frame that the last joint moves. */
  readonly tool: JointFrame;
  /** Bodies beyond the base that ride on the chain, branches among them, and on how many of its joints. */
  readonly riders: readonly Rider[];
};

/** A body that a chain carries. */
type Rider = {
  readonly body: string;
  /** Joints of the chain between the base and it. */
  readonly after: number;
  /** The body in the frame that the last of those moves; branches as they stand at position 0. */
  readonly frame: JointFrame;
};

/**
 * The chain from `base` to `link`, and what else hangs on it.
 *
 * @param linkFromTool - The tool in the frame of the body `link`.
 * @returns `null` where no joints lead from the one to the other, or one of them is a ball.
 */
export function serialChain(
  { joints }: Pick<Episode, 'joints'>,
  base: string,
  link: string,
  linkFromTool: JointFrame = IDENTITY_FRAME,
): SerialChain | null {
  const path = pathTo(joints, base, link);
  if (path === null || path.some(({ kind }) => kind === 'ball')) return null;
  const chain: ChainJoint[] = [];
  const riders: Rider[] = [];
  let reached: JointFrame = IDENTITY_FRAME;
  for (const joint of path) {
    reached = composeFrames(reached, joint.parentFromJoint);
    if (joint.kind !== 'fixed') {
      chain.push(chainJoint(joint, reached));
      reached = IDENTITY_FRAME;
    }
    reached = composeFrames(reached, invertFrame(joint.childFromJoint));
    riders.push({ body: joint.child, after: chain.length, frame: reached });
  }
  const tool = composeFrames(reached, linkFromTool);
  const onPath = new Set(path.map(({ name }) => name));
  return { base, joints: chain, tool, riders: withBranches(joints, riders, onPath) };
}

/** Joints from one body outwards to another, or `null`. */
function pathTo(joints: readonly Joint[], base: string, link: string): readonly Joint[] | null {
  const path: Joint[] = [];
  let body = link;
  while (body !== base) {
    const inward = joints.find(({ child }) => child === body);
    if (inward === undefined || path.includes(inward)) return null;
    path.unshift(inward);
    body = inward.parent;
  }
  return path;
}

function chainJoint(joint: Joint, offset: JointFrame): ChainJoint {
  const [low, high] = joint.limits ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const { name, axis, maxVelocity, maxEffort } = joint;
  return { name, slides: joint.kind === 'prismatic', axis, low, high, maxVelocity, maxEffort, offset };
}

function withBranches(
  joints: readonly Joint[],
  spine: readonly Rider[],
  onPath: ReadonlySet<string>,
): readonly Rider[] {
  const riders = [...spine];
  for (const rider of riders) {
    for (const joint of joints) {
      if (joint.parent !== rider.body || onPath.has(joint.name)) continue;
      if (riders.some(({ body }) => body === joint.child)) continue;
      const frame = composeFrames(
        composeFrames(rider.frame, joint.parentFromJoint),
        invertFrame(joint.childFromJoint),
      );
      riders.push({ body: joint.child, after: rider.after, frame });
    }
  }
  return riders;
}
