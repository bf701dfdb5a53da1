import type { Disturbance } from '../core/disturbance.ts';
import type { Body } from '../core/episode.ts';
import { cos, sin } from '../core/exact-math.ts';
import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import type { Refuse } from './scene-error.ts';

type DrawnDisturbance = DrawnScene['disturbances'][number];

/** A push of a drawn scene. */
export function sampleDisturbance(drawn: DrawnDisturbance): Disturbance {
  const { body, start, duration = 0.1, impulse, direction_deg: degrees, point = [0, 0, 0] } = drawn;
  const angle = (degrees * Math.PI) / 180;
  return { body, start, duration, impulse: [impulse * cos(angle), impulse * sin(angle), 0], point };
}

/** Checks that pushes meet what can be pushed. */
export function checkDisturbances({ disturbances, bodies, robotParts }: DrawnScene, refuse: Refuse): void {
  const motions = new Map<string, Body['motion'] | 'decor'>([
    ...bodies.map(({ name, body }) => [name, body.motion ?? 'dynamic'] as const),
    ...(robotParts?.bodies ?? []).map(({ name, motion }) => [name, motion] as const),
  ]);
  disturbances.forEach(({ body }, i) => {
    const motion = motions.get(body);
    if (motion === 'dynamic') return;
    const near = nearest(body, [...motions.keys()]);
    const rule = `must name a dynamic body, got ${motion === undefined ? '' : `${motion} `}"${body}".`;
    const hint = motion === undefined && near !== '' ? `Did you mean "${near}"?` : 'Name another body.';
    throw refuse(['disturbances', i, 'body'], rule, hint);
  });
}
