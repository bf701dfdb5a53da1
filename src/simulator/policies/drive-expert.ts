import type { Driver } from '../../core/actor.ts';
import type { Episode } from '../../core/episode.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import { createDriverMind } from '../../physics/actors/drive.ts';
import { createRoadUsers, placeByState, type RoadUser } from '../../physics/actors/road-users.ts';
import type { Expert } from './experts.ts';
import { explorePolicy } from './explore.ts';
import type { Policy } from './policy.ts';

/** Drives the ego car as its scene means it: along its path, at its speed, giving way. */
export const driveExpert: Expert = {
  policy: (episode) => driving(episode, {}),
  noise: 0.04,
  // It looks at nobody, drives too fast and too close, drifts out of its lane, or does anything.
  mistakes: [
    (episode) => driving(episode, { heeds: 'nothing' }),
    (episode) =>
      driving(episode, { heeds: 'ahead', timeGap: 0.3, minGap: 0.5, speed: 16, acceleration: 3.5 }),
    drifting,
    explorePolicy,
  ],
  mistakeTime: [0.2, 2],
};

/** How far aside a drifting driver ends, m, and how long that takes, s. */
const DRIFT = 3.2;
const DRIFT_TIME = 2.5;

function drifting(episode: Episode): Policy | null {
  const side = createRng(deriveSeed(episode.seed, 'policy/drift')).choice([-1, 1]);
  return driving(episode, {
    heeds: 'nothing',
    manoeuvres: [{ kind: 'shift', start: 0, duration: DRIFT_TIME, offset: side * DRIFT }],
  });
}

/** Drives as the scene's driver, but for what is said otherwise. */
function driving(episode: Episode, otherwise: Partial<Driver>): Policy | null {
  const { robot, physicsRate } = episode;
  if (robot?.kind !== 'car') return null;
  const users = createRoadUsers(episode);
  const self = users[0] as RoadUser;
  const mind = createDriverMind({ ...robot.driver, ...otherwise }, robot.car);
  return (_frame, state) => {
    placeByState(users, state);
    const { throttle, brake, steering } = mind(state.step / physicsRate, users, self);
    return Float32Array.of(throttle, brake, steering);
  };
}
