import type { Episode } from '../../../core/episode.ts';
import type { Vec3 } from '../../../core/pose.ts';
import type { PlayMoment } from '../play-orders.ts';
import type { OverlayLayer } from '../view-overlay.tsx';
import { bodyColor } from './body-color.ts';

/** Moments that a trail reaches back, at most; and seconds. */
const KEPT = 240;
const SECONDS = 4;

/** Metres that a body must have gone for its trail to grow. */
const LEAST_STEP = 2e-3;

type Trail = { readonly time: number; readonly at: Vec3 }[];

/** Where bodies have been: follows the moments as they come. */
export type Trails = { readonly follow: (moment: PlayMoment) => void; readonly layer: OverlayLayer };

/** Trails of the bodies of an episode that move. */
export function createTrails({ bodies }: Episode): Trails {
  const trails: Trail[] = bodies.map(() => []);
  let last = -1;
  return {
    follow({ state, time }) {
      // Back at the start, or another episode's state.
      if (time < last || state.positions.length !== 3 * bodies.length)
        for (const trail of trails) trail.length = 0;
      last = time;
      if (state.positions.length !== 3 * bodies.length) return;
      bodies.forEach(({ motion }, i) => {
        if (motion === 'fixed') return;
        const trail = trails[i] as Trail;
        const at = Array.from(state.positions.subarray(3 * i, 3 * i + 3)) as unknown as Vec3;
        const end = trail.at(-1)?.at;
        const far =
          end === undefined || Math.hypot(at[0] - end[0], at[1] - end[1], at[2] - end[2]) > LEAST_STEP;
        if (far) trail.push({ time, at });
        while (trail.length > KEPT || (trail[0]?.time ?? time) < time - SECONDS) trail.shift();
      });
    },
    layer: (pen, { time }, { ids }) => {
      trails.forEach((trail, i) => {
        const color = bodyColor(ids[bodies[i]?.name ?? ''] ?? 0);
        for (let k = 1; k < trail.length; k++) {
          const [a, b] = [trail[k - 1], trail[k]];
          if (a === undefined || b === undefined) continue;
          pen.context.globalAlpha = Math.max(0.1, 1 - (time - b.time) / SECONDS);
          pen.line(a.at, b.at, color, 2);
        }
        pen.context.globalAlpha = 1;
      });
    },
  };
}
