import { dot } from '../../../core/pose.ts';
import { estimateGravity } from '../../../metrics/laws/estimate-gravity.ts';
import { contactsOf, type FrameSpan, freeSpans } from './body-contacts.ts';
import { type ClipScene, stateOf } from './clip-scene.ts';
import { flightPlane, placesOf } from './motion-plane.ts';
import type { AskedReading, PhysicsLaw } from './physics-law.ts';

/** Fewest predicted frames of a flight that goes on from the context, and of one that begins later. */
const FEWEST: readonly [goingOn: number, later: number] = [2, 5];

/** Physics steps by a quarter of which t² is longer in the engine (docs/physics.md). */
const LAG_STEPS = 1 / 4;

function askFlight(
  scene: ClipScene,
  body: ClipScene['facts']['bodies'][number],
  span: FrameSpan,
): AskedReading[] {
  const { camera, fps, last, up, gravity, facts } = scene;
  const state = stateOf(scene, body, span.first);
  const plane = flightPlane(scene, state);
  const goesOn = span.first === last;
  const frames = span.last - span.first + (goesOn ? 0 : 1);
  if (plane === null || frames < FEWEST[goesOn ? 0 : 1]) return [];
  return [
    {
      body: body.name,
      truth: gravity,
      read: ({ tracks }) => {
        const track = tracks.get(body.name);
        if (track === undefined) return null;
        const places = placesOf(camera, track.slice(span.first - last, span.last - last + 1), plane);
        const seen = places.flatMap((place, k) => (place === null ? [] : [{ place, time: k / fps }]));
        // Without its first place a flight that goes on has no start.
        if (goesOn && seen[0]?.time !== 0) return null;
        return estimateGravity(
          { times: seen.map(({ time }) => time), heights: seen.map(({ place }) => dot(place, up)) },
          goesOn ? { velocity: dot(state.velocity, up), lag: LAG_STEPS / facts.physicsRate } : null,
        );
      },
    },
  ];
}

/** How fast what flies is drawn down. */
export const GRAVITY_LAW: PhysicsLaw = {
  ...{ id: 'gravity', label: 'g', unit: 'm/s²', digits: 2, relative: true, least: 0.03 },
  breaks: ['copy-last', 'moved-on', 'reversed'],
  meaning:
    'Acceleration of a body that touches nothing: a parabola through its heights in the vertical plane of its flight; of a flight that the context begins, from its last place and velocity there.',
  ask: (scene) =>
    scene.facts.bodies.flatMap((body) => {
      const isFree =
        body.motion === 'dynamic' && !scene.facts.joints.some(({ child }) => child === body.name);
      if (!isFree || !scene.truth.tracks.has(body.name)) return [];
      const all = { first: scene.last, last: scene.last + scene.horizon };
      return freeSpans(contactsOf(scene.events, body.name), scene.fps, all).flatMap((span) =>
        askFlight(scene, body, span),
      );
    }),
};
