import { fitSwing } from '../../../metrics/laws/fit-swing.ts';
import { placesOf } from './motion-plane.ts';
import type { PhysicsLaw } from './physics-law.ts';
import { swingsOf } from './swings.ts';

/** Share of its period that a horizon must show of a swing. */
const LEAST_SHARE = 0.6;

/** Slighter swings, radians, are none. */
const LEAST_AMPLITUDE = 0.05;

/** How long a pendulum takes. */
export const PERIOD_LAW: PhysicsLaw = {
  ...{ id: 'period', label: 'Period', unit: 's', digits: 3, relative: true, least: 0.03 },
  breaks: ['copy-last', 'moved-on', 'frozen', 'ghost'],
  meaning:
    'Of a pendulum seen across its plane: the sinusoid about the vertical that fits its angle best. The true one follows from its length and amplitude.',
  ask: (scene) =>
    swingsOf(scene)
      .filter(({ period }) => scene.horizon / scene.fps >= LEAST_SHARE * period)
      .map(({ body, plane, angleOf, period }) => ({
        body: body.name,
        truth: period,
        read: ({ tracks }) => {
          const seen = placesOf(scene.camera, tracks.get(body.name) ?? [], plane).flatMap((place, k) =>
            place === null ? [] : [{ time: k / scene.fps, angle: angleOf(place) }],
          );
          const swing = fitSwing(
            seen.map(({ time }) => time),
            seen.map(({ angle }) => angle),
            [period / 2, 2 * period],
          );
          return swing === null || swing.amplitude < LEAST_AMPLITUDE ? null : swing.period;
        },
      })),
};
