import { length, subtract } from '../../../core/pose.ts';
import type { BodyFacts } from '../../../core/recorded-episode.ts';
import type { TrackPoint } from '../../../metrics/laws/track-bodies.ts';
import { type ClipScene, stateOf } from './clip-scene.ts';
import type { PhysicsLaw } from './physics-law.ts';

/** A body that moves less, metres, from the end of the context to the horizon is still. */
const STILL = 0.002;

/** One that turns faster, rad/s, is not. */
const STILL_SPIN = 0.02;

/** Frames after it comes out again for which a body is looked for. */
const LOOKED_FOR = 3;

const apart = (a: TrackPoint, b: TrackPoint): number => Math.hypot(a.u - b.u, a.v - b.v);

const isStill = (scene: ClipScene, body: BodyFacts): boolean => {
  const start = stateOf(scene, body, scene.last).position;
  return Array.from({ length: scene.horizon }, (_, h) => stateOf(scene, body, scene.last + h + 1)).every(
    ({ position, spin }) => length(subtract(position, start)) <= STILL && length(spin) <= STILL_SPIN,
  );
};

/** Whether what is still stays. */
export const STILLNESS_LAW: PhysicsLaw = {
  ...{ id: 'stillness', label: 'Stillness', unit: 'px', digits: 2, relative: false, least: 0.5 },
  breaks: ['ghost'],
  meaning: 'How far a body that could move and is still in truth gets from its place, pixels, at the most.',
  ask: (scene) =>
    scene.facts.bodies.flatMap((body) => {
      const truth = scene.truth.tracks.get(body.name);
      const isSeen = truth?.every((point) => point?.whole === true) === true;
      if (body.motion !== 'dynamic' || !isSeen || !isStill(scene, body)) return [];
      return [
        {
          body: body.name,
          truth: 0,
          read: ({ tracks }) => {
            const [start, ...rest] = tracks.get(body.name) ?? [];
            if (start == null || rest.some((point) => point === null)) return null;
            return Math.max(...rest.map((point) => apart(point as TrackPoint, start)));
          },
        },
      ];
    }),
};

/** Places of a true track right after the body was out of sight for at least two frames, and wholly seen again. */
function comesOut(track: readonly (TrackPoint | null)[]): number[] {
  const hidden = track.findIndex((point, h) => h > 0 && point === null && track[h + 1] === null);
  const out = hidden < 0 ? -1 : track.findIndex((point, h) => h > hidden && point?.whole === true);
  if (out < 0) return [];
  return track.flatMap((point, h) => (h >= out && h < out + LOOKED_FOR && point?.whole === true ? [h] : []));
}

/** Whether what was out of sight comes back, and where. */
export const PERMANENCE_LAW: PhysicsLaw = {
  ...{ id: 'permanence', label: 'Permanence', unit: 'px', digits: 2, relative: false, least: 2 },
  breaks: ['copy-last', 'reversed', 'frozen', 'ghost'],
  meaning: `How far a body that was hidden for two frames or more is from its true place in the ${LOOKED_FOR} frames after it is wholly seen again, pixels.`,
  ask: (scene) =>
    [...scene.truth.tracks].flatMap(([body, truth]) => {
      const places = comesOut(truth);
      if (places.length < LOOKED_FOR) return [];
      return [
        {
          body,
          truth: 0,
          read: ({ tracks }) => {
            const track = tracks.get(body) ?? [];
            const away = places.map((h) => {
              const [point, exact] = [track[h], truth[h]];
              return point == null || exact == null ? Number.POSITIVE_INFINITY : apart(point, exact);
            });
            const mean = away.reduce((sum, way) => sum + way, 0) / away.length;
            return Number.isFinite(mean) ? mean : null;
          },
        },
      ];
    }),
};
