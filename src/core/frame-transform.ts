import type { JointFrame } from './joint.ts';
import { add, conjugate, IDENTITY_QUATERNION, multiplyQuaternions, rotate, scale } from './pose.ts';

/** The frame that is its parent's. */
export const IDENTITY_FRAME: JointFrame = { position: [0, 0, 0], orientation: IDENTITY_QUATERNION };

/** `aFromB` after `bFromC`: `aFromC`. */
export const composeFrames = (aFromB: JointFrame, bFromC: JointFrame): JointFrame => ({
  position: add(aFromB.position, rotate(aFromB.orientation, bFromC.position)),
  orientation: multiplyQuaternions(aFromB.orientation, bFromC.orientation),
});

/** `bFromA` of `aFromB`. */
export function invertFrame({ position, orientation }: JointFrame): JointFrame {
  const back = conjugate(orientation);
  return { position: rotate(back, scale(position, -1)), orientation: back };
}
