import { cos, sin } from '../../core/exact-math.ts';
import { composeFrames } from '../../core/frame-transform.ts';
import type { JointFrame } from '../../core/joint.ts';
import { add, multiplyQuaternions, type Quaternion, rotate, scale } from '../../core/pose.ts';
import type { ChainJoint, SerialChain } from './serial-chain.ts';

/** Where a chain is. */
export type ChainPose = {
  /** World from each joint's frame after it moved: its axis passes through the frame's origin. */
  readonly joints: readonly JointFrame[];
  readonly worldFromTool: JointFrame;
};

/**
 * Where a chain's joints and tool are.
 *
 * @param positions - One a joint, rad or m.
 */
export function forwardKinematics(
  chain: SerialChain,
  worldFromBase: JointFrame,
  positions: ArrayLike<number>,
): ChainPose {
  let reached = worldFromBase;
  const joints = chain.joints.map((joint, i) => {
    reached = moved(composeFrames(reached, joint.offset), joint, positions[i] as number);
    return reached;
  });
  return { joints, worldFromTool: composeFrames(reached, chain.tool) };
}

function moved({ position, orientation }: JointFrame, { slides, axis }: ChainJoint, by: number): JointFrame {
  if (slides) return { position: add(position, rotate(orientation, scale(axis, by))), orientation };
  const half = sin(by / 2);
  const turn: Quaternion = [axis[0] * half, axis[1] * half, axis[2] * half, cos(by / 2)];
  return { position, orientation: multiplyQuaternions(orientation, turn) };
}
