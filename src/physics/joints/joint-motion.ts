import { atan2 } from '../../core/exact-math.ts';
import type { Joint, JointFrame } from '../../core/joint.ts';
import {
  add,
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
/** Where the engine writes turns and places. */
const [INNER, OUTER] = [
  { x: 0, y: 0, z: 0, w: 1 },
  { x: 0, y: 0, z: 0, w: 1 },
];
const [FROM, TO] = [
  { x: 0, y: 0, z: 0 },
  { x: 0, y: 0, z: 0 },
];

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
  if (kind === 'prismatic') return slid(axis, parentFromJoint, childFromJoint, parent, child);
  // Each physics step asks this of each joint: written out, without garbage.
  const [{ x: px, y: py, z: pz, w: pw }, c] = [parent.rotation(INNER), child.rotation(OUTER)];
  const [jx, jy, jz, jw] = parentFromJoint.orientation;
  const [kx, ky, kz, kw] = childFromJoint.orientation;
  const ax = -(pw * jx + px * jw + py * jz - pz * jy);
  const ay = -(pw * jy - px * jz + py * jw + pz * jx);
  const az = -(pw * jz + px * jy - py * jx + pz * jw);
  const aw = pw * jw - px * jx - py * jy - pz * jz;
  const bx = c.w * kx + c.x * kw + c.y * kz - c.z * ky;
  const by = c.w * ky - c.x * kz + c.y * kw + c.z * kx;
  const bz = c.w * kz + c.x * ky - c.y * kx + c.z * kw;
  const bw = c.w * kw - c.x * kx - c.y * ky - c.z * kz;
  const x = aw * bx + ax * bw + ay * bz - az * by;
  const y = aw * by - ax * bz + ay * bw + az * bx;
  const z = aw * bz + ax * by - ay * bx + az * bw;
  const w = aw * bw - ax * bx - ay * by - az * bz;
  const angle = 2 * atan2(x * axis[0] + y * axis[1] + z * axis[2], w);
  const middle = limits === null ? 0 : (limits[0] + limits[1]) / 2;
  return angle - TURN * Math.round((angle - middle) / TURN);
}

/** How far along the axis the child's point is from the parent's, m: as above, without garbage. */
function slid(
  axis: Vec3,
  parentFromJoint: JointFrame,
  childFromJoint: JointFrame,
  parent: RigidBody,
  child: RigidBody,
): number {
  const [q, p] = [parent.rotation(INNER), parent.translation(FROM)];
  const [r, c] = [child.rotation(OUTER), child.translation(TO)];
  const [ox, oy, oz] = childFromJoint.position;
  const [jx, jy, jz] = parentFromJoint.position;
  const [sx, sy, sz] = [2 * (r.y * oz - r.z * oy), 2 * (r.z * ox - r.x * oz), 2 * (r.x * oy - r.y * ox)];
  // The child's point from the parent's origin, world frame.
  const x = c.x - p.x + ox + r.w * sx + r.y * sz - r.z * sy;
  const y = c.y - p.y + oy + r.w * sy + r.z * sx - r.x * sz;
  const z = c.z - p.z + oz + r.w * sz + r.x * sy - r.y * sx;
  // And in the parent's frame.
  const [tx, ty, tz] = [2 * (q.z * y - q.y * z), 2 * (q.x * z - q.z * x), 2 * (q.y * x - q.x * y)];
  const [ux, uy, uz] = rotate(parentFromJoint.orientation, axis);
  return (
    ux * (x + q.w * tx - q.y * tz + q.z * ty - jx) +
    uy * (y + q.w * ty - q.z * tx + q.x * tz - jy) +
    uz * (z + q.w * tz - q.x * ty + q.y * tx - jz)
  );
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
