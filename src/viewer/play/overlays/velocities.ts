import { add, scale, type Vec3 } from '../../../core/pose.ts';
import type { OverlayLayer } from '../view-overlay.tsx';
import { bodyColor } from './body-color.ts';

/** Seconds of its motion that an arrow is long. */
const SECONDS = 0.25;

/** An arrow along each body's velocity, as long as it goes in a quarter of a second. */
export const velocities: OverlayLayer = (pen, { state }, { episode, ids }) => {
  episode.bodies.forEach(({ name, motion }, i) => {
    if (motion === 'fixed') return;
    const of = (values: Float64Array): Vec3 =>
      Array.from(values.subarray(3 * i, 3 * i + 3)) as unknown as Vec3;
    const [at, velocity] = [of(state.positions), of(state.linearVelocities)];
    if (Math.hypot(...velocity) < 0.02) return;
    const end = add(at, scale(velocity, SECONDS));
    pen.line(at, end, bodyColor(ids[name] ?? 0), 3);
    pen.dot(end, bodyColor(ids[name] ?? 0), 4);
  });
};
