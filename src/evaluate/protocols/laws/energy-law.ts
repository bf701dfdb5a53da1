import { dot, type Vec3 } from '../../../core/pose.ts';
import type { BodyFacts } from '../../../core/recorded-episode.ts';
import { energyDrift } from '../../../metrics/laws/energy-drift.ts';
import { contactsOf } from './body-contacts.ts';
import { type ClipScene, stateOf } from './clip-scene.ts';
import { flightPlane, placesOf } from './motion-plane.ts';
import { meanOf } from './pair-materials.ts';
import type { AskedReading, PhysicsLaw } from './physics-law.ts';

/** Fewest predicted frames, and the least way up or down, metres, that say something of energy. */
const FEWEST = 5;
const LEAST_HEIGHT = 0.08;

/** Kinetic energy over m v²/2 of a full ball that rolls: 1 + 2/5. */
const ROLLING = 7 / 5;

/** Frames ahead for which a ball goes on as the context ends: flying, or rolling on one thing that is fixed. */
function courseOf(
  scene: ClipScene,
  ball: BodyFacts,
): { readonly end: number; readonly inertia: number } | null {
  const { facts, events, fps, last, horizon } = scene;
  const contacts = contactsOf(events, ball.name).filter(({ end }) => end * fps > last);
  const now = contacts.filter(({ begin }) => begin * fps <= last);
  const next = contacts.find(({ begin }) => begin * fps > last)?.begin ?? Number.POSITIVE_INFINITY;
  const [under] = now;
  const end = Math.min(horizon, Math.floor(Math.min(next, under?.end ?? next) * fps + 1e-9) - last);
  if (under === undefined) return { end, inertia: 1 };
  const support = facts.bodies.find(({ name }) => name === under.other);
  const rolls = support?.motion === 'fixed' && meanOf(ball, support, 'friction') > 0;
  return now.length === 1 && rolls ? { end, inertia: ROLLING } : null;
}

function askEnergy(scene: ClipScene, ball: BodyFacts): AskedReading[] {
  const { fps, last, up, gravity, camera } = scene;
  const course = courseOf(scene, ball);
  const plane = flightPlane(scene, stateOf(scene, ball, last));
  if (course === null || plane === null || course.end < FEWEST) return [];
  const options = { up, gravity, inertia: course.inertia };
  const exact: Vec3[] = Array.from(
    { length: course.end + 1 },
    (_, h) => stateOf(scene, ball, last + h).position,
  );
  const heights = exact.map((place) => dot(place, up));
  const truth = energyDrift(exact, 1 / fps, options);
  if (truth === null || Math.max(...heights) - Math.min(...heights) < LEAST_HEIGHT) return [];
  return [
    {
      body: ball.name,
      truth,
      read: ({ tracks }) => {
        const track = tracks.get(ball.name)?.slice(0, course.end + 1) ?? [];
        return energyDrift(placesOf(camera, track, plane), 1 / fps, options);
      },
    },
  ];
}

/** Whether a ball keeps its energy while nothing takes it. */
export const ENERGY_LAW: PhysicsLaw = {
  ...{ id: 'energy', label: 'Energy', unit: '', digits: 3, relative: false, least: 0.1 },
  breaks: ['copy-last', 'frozen', 'ghost'],
  meaning:
    'Change of the energy, kinetic and of height, of a ball that flies or rolls, from the first predicted frames to the last, as a share of its greatest kinetic energy.',
  ask: (scene) => {
    const jointed = new Set(scene.facts.joints.map(({ child }) => child));
    return scene.facts.bodies
      .filter(
        ({ motion, shape, name }) => motion === 'dynamic' && shape.kind === 'sphere' && !jointed.has(name),
      )
      .flatMap((ball) => askEnergy(scene, ball));
  },
};
