import { add, scale } from '../../../core/pose.ts';
import type { OverlayLayer } from '../view-overlay.tsx';

/** Metres of an arrow for a newton, and the longest. */
const METRES_PER_NEWTON = 0.01;
const LONGEST = 0.4;

/** Each point where bodies press on each other, and the normal force there. */
export const contacts: OverlayLayer = (pen, { contacts: touching }, { episode }) => {
  const fixed = new Set(episode.bodies.filter(({ motion }) => motion === 'fixed').map(({ name }) => name));
  for (const { b, point, normal, force } of touching ?? []) {
    // The force on what can move.
    const long = Math.min(LONGEST, force * METRES_PER_NEWTON) * (fixed.has(b) ? -1 : 1);
    pen.line(point, add(point, scale(normal, long)), '#ff9f1c', 2);
    pen.dot(point, '#ff3b3b', 3);
  }
};
