import { cos, sin } from '../../core/exact-math.ts';
import { IDENTITY_FRAME } from '../../core/frame-transform.ts';
import type { Joint, JointFrame } from '../../core/joint.ts';
import { IDENTITY_QUATERNION, scale } from '../../core/pose.ts';

/** Of the child's side of a joint in its parent's side, at a position in rad or m. */
export function jointMotion({ kind, axis }: Joint, position: number): JointFrame {
  switch (kind) {
    case 'revolute':
    case 'continuous': {
      const [x, y, z] = scale(axis, sin(position / 2));
      return { position: [0, 0, 0], orientation: [x, y, z, cos(position / 2)] };
    }
    case 'prismatic':
      return { position: scale(axis, position), orientation: IDENTITY_QUATERNION };
    case 'fixed':
    case 'ball':
      return IDENTITY_FRAME;
  }
}
