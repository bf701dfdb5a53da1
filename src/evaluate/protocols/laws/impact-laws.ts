import { type Blow, estimateRestitution, FIXED } from '../../../metrics/laws/estimate-restitution.ts';
import { momentumDrift } from '../../../metrics/laws/momentum-drift.ts';
import { ballMass, impactsOf } from './impacts.ts';
import type { PhysicsLaw } from './physics-law.ts';

const namesOf = (bodies: readonly { readonly name: string }[]): string =>
  bodies.map(({ name }) => name).join(' and ');

/** How much of its speed a ball keeps at a blow. */
export const RESTITUTION_LAW: PhysicsLaw = {
  ...{ id: 'restitution', label: 'Restitution', unit: '', digits: 3, relative: false, least: 0.05 },
  breaks: ['copy-last', 'moved-on', 'reversed', 'frozen', 'ghost'],
  meaning:
    'Speed after over speed before a blow, of a ball that falls onto something fixed and level, or of two that glide without friction into one another. Courses of the known acceleration are fitted on both sides of the blow.',
  ask: (scene) =>
    impactsOf(scene).map(({ bodies, restitution, normal, read }) => ({
      body: namesOf(bodies),
      truth: restitution,
      read: (seen) => {
        const [a, b = FIXED] = read(seen)?.bodies ?? [];
        return a === undefined ? null : estimateRestitution(a, b, normal);
      },
    })),
};

/** When a blow comes. */
export const CONTACT_TIME_LAW: PhysicsLaw = {
  ...{ id: 'contact_time', label: 'Contact', unit: 'frames', digits: 2, relative: false, least: 0.5 },
  breaks: ['copy-last', 'moved-on', 'reversed', 'frozen', 'ghost'],
  meaning: 'When such a blow comes, frames ahead: where the courses before and after it meet.',
  ask: (scene) =>
    impactsOf(scene).map(({ bodies, time, read }) => ({
      body: namesOf(bodies),
      truth: time,
      read: (seen) => read(seen)?.time ?? null,
    })),
};

/** Whether momentum is kept when two glide into one another. */
export const MOMENTUM_LAW: PhysicsLaw = {
  ...{ id: 'momentum', label: 'Momentum', unit: '', digits: 3, relative: false, least: 0.1 },
  breaks: ['copy-last', 'reversed', 'frozen', 'ghost'],
  meaning:
    'Change of the momentum of two balls that glide without friction into one another, as a share of what there was; masses are known.',
  ask: (scene) =>
    impactsOf(scene)
      .filter(({ bodies }) => bodies.length > 1)
      .map(({ bodies, read }) => ({
        body: namesOf(bodies),
        truth: 0,
        read: (seen) => {
          const blows: readonly Blow[] | undefined = read(seen)?.bodies;
          return blows === undefined ? null : momentumDrift(blows, bodies.map(ballMass));
        },
      })),
};
