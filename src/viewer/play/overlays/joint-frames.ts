import { add, multiplyQuaternions, type Quaternion, rotate, scale, type Vec3 } from '../../../core/pose.ts';
import { bodyPoint, type OverlayLayer } from '../view-overlay.tsx';

/** Length of an axis, metres, at most; and as a share of the way between two joints. */
const LENGTH = 0.08;

/** Colours of x, y and z, as robots' tools have them. */
const AXES: readonly (readonly [axis: Vec3, color: string])[] = [
  [[1, 0, 0], '#ff4d4d'],
  [[0, 1, 0], '#35c759'],
  [[0, 0, 1], '#4d8dff'],
];

/** The frame of each joint, and a longer line along the axis about or along which it moves. */
export const jointFrames: OverlayLayer = (pen, moment, { episode }) => {
  for (const { parent, parentFromJoint, axis, kind } of episode.joints) {
    if (kind === 'fixed') continue;
    const index = episode.bodies.findIndex(({ name }) => name === parent);
    if (index < 0) continue;
    const at = bodyPoint(moment, index, parentFromJoint.position);
    const turn = Array.from(moment.state.orientations.subarray(4 * index, 4 * index + 4));
    const worldFromJoint = multiplyQuaternions(turn as unknown as Quaternion, parentFromJoint.orientation);
    for (const [direction, color] of AXES)
      pen.line(at, add(at, scale(rotate(worldFromJoint, direction), LENGTH)), color, 2);
    const along = rotate(worldFromJoint, axis);
    pen.line(add(at, scale(along, -LENGTH)), add(at, scale(along, LENGTH)), '#ffd23f', 1);
    pen.dot(at, '#ffd23f', 3);
  }
};
