import type { Body } from '../core/episode.ts';
import { cos, sin } from '../core/exact-math.ts';
import {
  add,
  multiplyQuaternions,
  type Quaternion,
  rotate,
  scale,
  subtract,
  type Vec3,
} from '../core/pose.ts';

/** A body turned about a point of the world by an angle, degrees, about an axis of unit length; so are its velocities. */
export function turnBody(body: Body, point: Vec3, axis: Vec3, degrees: number): Body {
  if (degrees === 0) return body;
  const half = (degrees * Math.PI) / 360;
  const turn: Quaternion = [...scale(axis, sin(half)), cos(half)];
  return {
    ...body,
    position: add(point, rotate(turn, subtract(body.position, point))),
    orientation: multiplyQuaternions(turn, body.orientation),
    linearVelocity: rotate(turn, body.linearVelocity),
    angularVelocity: rotate(turn, body.angularVelocity),
  };
}
