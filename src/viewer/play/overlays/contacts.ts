import { add, scale } from '../../../core/pose.ts';
import type { OverlayLayer } from '../view-overlay.tsx';

/** Metres of an arrow for a newton, and the longest. */
const METRES_PER_NEWTON = 0.01;
const LONGEST = 0.4;

/** Each point where bodies press on each other, and the normal force there. */
export const contacts: OverlayLayer = (pen, { contacts: touching }) => {
  for (const { point, normal, force } of touching ?? []) {
    const long = Math.min(LONGEST, force * METRES_PER_NEWTON);
    pen.line(point, add(point, scale(normal, long)), '#ff9f1c', 2);
    pen.dot(point, '#ff3b3b', 3);
  }
};
