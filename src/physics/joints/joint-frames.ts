import { cos, sin } from '../../core/exact-math.ts';
import { composeFrames } from '../../core/frame-transform.ts';
import type { Joint, JointFrame } from '../../core/joint.ts';
import { IDENTITY_QUATERNION, type Quaternion, type Vec3 } from '../../core/pose.ts';

/** A joint as the engine takes it: it turns and slides along x, and counts from `zero`. */
export type EngineFrames = {
  readonly parent: JointFrame;
  readonly child: JointFrame;
  /** The joint's position at the engine's 0, rad; 0 for a prismatic joint. */
  readonly zero: number;
};

const ORIGIN: Vec3 = [0, 0, 0];

/**
 * The engine's frames of a joint. Its angles end at ±π, so its 0 stands in the middle of the joint's
 * limits: whatever range below a full turn a joint has, the engine never wraps in it.
 */
export function engineFrames({ kind, axis, limits, parentFromJoint, childFromJoint }: Joint): EngineFrames {
  const jointFromEngine = {
    position: ORIGIN,
    orientation: kind === 'ball' ? IDENTITY_QUATERNION : xOnto(axis),
  };
  const zero = kind === 'revolute' && limits !== null ? (limits[0] + limits[1]) / 2 : 0;
  const turned = { position: ORIGIN, orientation: [sin(zero / 2), 0, 0, cos(zero / 2)] as const };
  return {
    parent: composeFrames(composeFrames(parentFromJoint, jointFromEngine), turned),
    child: composeFrames(childFromJoint, jointFromEngine),
    zero,
  };
}

/** The shortest turn of the x axis onto a unit vector. */
function xOnto([x, y, z]: Vec3): Quaternion {
  if (x < -1 + 1e-9) return [0, 0, 1, 0];
  const w = 1 + x;
  const inverse = 1 / Math.sqrt(y * y + z * z + w * w);
  return [0, -z * inverse, y * inverse, w * inverse];
}
