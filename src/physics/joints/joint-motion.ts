import { atan2 } from '../../core/exact-math.ts';
import type { Joint } from '../../core/joint.ts';
import {
  add,
  conjugate,
  cross,
  dot,
  multiplyQuaternions,
  type Quaternion,
  rotate,
  subtract,
  type Vec3,
} from '../../core/pose.ts';
import type { RigidBody } from '../rapier.ts';

const TURN = 2 * Math.PI;

/**
 * Where a joint is, rad or m: of the relative turn the part about the axis (its twist), or the way along the
 * axis. A continuous joint's lies within ±π, a revolute one's within half a turn of the middle of its limits.
 */
export function jointPosition(
  { kind, axis, limits, parentFromJoint, childFromJoint }: Joint,
  parent: RigidBody,
  child: RigidBody,
): number {
  if (kind === 'fixed' || kind === 'ball') return 0;
  const parentFrame = multiplyQuaternions(orientationOf(parent), parentFromJoint.orientation);
  if (kind === 'prismatic') {
    const from = pointOf(parent, parentFromJoint.position);
    const to = pointOf(child, childFromJoint.position);
    return dot(rotate(parentFrame, axis), subtract(to, from));
  }
  const childFrame = multiplyQuaternions(orientationOf(child), childFromJoint.orientation);
  const [x, y, z, w] = multiplyQuaternions(conjugate(parentFrame), childFrame);
  const angle = 2 * atan2(dot([x, y, z], axis), w);
  const middle = limits === null ? 0 : (limits[0] + limits[1]) / 2;
  return angle - TURN * Math.round((angle - middle) / TURN);
}

/** How fast a joint moves, rad/s or m/s: the child's velocity against the parent's, along the axis. */
export function jointVelocity(
  { kind, axis, parentFromJoint, childFromJoint }: Joint,
  parent: RigidBody,
  child: RigidBody,
): number {
  if (kind === 'fixed' || kind === 'ball') return 0;
  const along = jointAxis({ axis, parentFromJoint }, parent);
  if (kind !== 'prismatic') return dot(along, subtract(vec(child.angvel()), vec(parent.angvel())));
  const point = pointOf(child, childFromJoint.position);
  return dot(along, subtract(velocityAt(child, point), velocityAt(parent, point)));
}

/** A joint's axis in the world, unit length. */
export const jointAxis = (
  { axis, parentFromJoint }: Pick<Joint, 'axis' | 'parentFromJoint'>,
  parent: RigidBody,
): Vec3 => rotate(multiplyQuaternions(orientationOf(parent), parentFromJoint.orientation), axis);

/** A point of a body's frame in the world, metres. */
export const pointOf = (body: RigidBody, point: Vec3): Vec3 =>
  add(vec(body.translation()), rotate(orientationOf(body), point));

/** The engine's linear velocity is that of the centre of mass. */
const velocityAt = (body: RigidBody, point: Vec3): Vec3 =>
  add(vec(body.linvel()), cross(vec(body.angvel()), subtract(point, vec(body.worldCom()))));

type EngineVector = { readonly x: number; readonly y: number; readonly z: number };
const vec = ({ x, y, z }: EngineVector): Vec3 => [x, y, z];

function orientationOf(body: RigidBody): Quaternion {
  const { x, y, z, w } = body.rotation();
  return [x, y, z, w];
}
