import { dot, length, normalize, subtract } from '../../../core/pose.ts';
import type { BodyFacts } from '../../../core/recorded-episode.ts';
import { fitSlowing } from '../../../metrics/laws/fit-slowing.ts';
import { contactsOf } from './body-contacts.ts';
import { type ClipScene, stateOf } from './clip-scene.ts';
import { across, placesOf, planeAlong } from './motion-plane.ts';
import { meanOf } from './pair-materials.ts';
import type { AskedReading, PhysicsLaw } from './physics-law.ts';
import { supportNormal } from './support-normal.ts';

/** Slower than this, m/s, at the end of the context a body does not slide. */
const LEAST_SPEED = 0.2;

/** Fewest predicted frames in which it still moves. */
const FEWEST = 3;

/** Faster than this, rad/s, it turns or rolls as well. */
const MOST_SPIN = 1;

/** Predicted frames until a body touches or leaves something, or the horizon. */
function lastAlone({ events, fps, last, horizon }: ClipScene, body: BodyFacts, support: string): number {
  const ends = contactsOf(events, body.name).flatMap(({ other, begin, end }) =>
    other === support ? [end] : [begin],
  );
  const next = Math.min(...ends.filter((time) => time * fps > last));
  return Math.min(horizon, Math.floor(next * fps + 1e-9) - last);
}

function askSlide(scene: ClipScene, body: BodyFacts): AskedReading[] {
  const { facts, events, fps, last, up, gravity, camera } = scene;
  const under = contactsOf(events, body.name).filter(
    ({ begin, end }) => begin * fps <= last && end * fps > last,
  );
  const support = facts.bodies.find(({ name }) => name === under[0]?.other);
  const state = stateOf(scene, body, last);
  const normal = support === undefined ? null : supportNormal(support, state.position);
  if (support?.motion !== 'fixed' || under.length !== 1 || normal === null) return [];
  const sliding = across(state.velocity, normal);
  const plane = planeAlong(camera, state.position, sliding);
  if (length(sliding) < LEAST_SPEED || length(state.spin) > MOST_SPIN || plane === null) return [];
  const end = lastAlone(scene, body, support.name);
  const moves = (h: number): boolean => length(stateOf(scene, body, last + h).velocity) > LEAST_SPEED / 2;
  if (Array.from({ length: Math.max(0, end) }, (_, k) => k + 1).filter(moves).length < FEWEST) return [];
  const along = normalize(sliding);
  const pulled = -gravity * dot(along, up);
  const pressed = gravity * dot(normal, up);
  return [
    {
      body: body.name,
      truth: meanOf(body, support, 'friction'),
      read: ({ tracks }) => {
        const track = tracks.get(body.name)?.slice(0, end + 1);
        if (track === undefined) return null;
        const seen = placesOf(camera, track, plane).flatMap((place, k) =>
          place === null ? [] : [{ time: k / fps, place: dot(subtract(place, state.position), along) }],
        );
        const times = seen.map(({ time }) => time);
        const slowing = fitSlowing(
          times,
          seen.map(({ place }) => place),
        );
        if (slowing === null || slowing.speed < LEAST_SPEED / 2) return null;
        return (slowing.deceleration + pulled) / pressed;
      },
    },
  ];
}

const slides = ({ motion, shape }: BodyFacts): boolean =>
  motion === 'dynamic' && (shape.kind === 'box' || shape.kind === 'cylinder');

/** How much what slides is held back. */
export const FRICTION_LAW: PhysicsLaw = {
  ...{ id: 'friction', label: 'Friction µ', unit: '', digits: 3, relative: false, least: 0.05 },
  breaks: ['copy-last', 'moved-on', 'reversed', 'frozen', 'ghost'],
  meaning:
    'Of a box or puck that slides on something fixed: an even slowing, with a stop or without, is fitted to its way along its first direction, in the plane through it that faces the camera most; what gravity does along a slope is taken off.',
  ask: (scene) => scene.facts.bodies.filter(slides).flatMap((body) => askSlide(scene, body)),
};
