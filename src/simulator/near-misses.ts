import type { Episode, EpisodeEvent, WorldState } from '../core/episode.ts';
import { timeToCollision } from '../core/footprint.ts';
import { createRoadUsers, placeByState } from '../physics/actors/road-users.ts';

/** A time to collision below it is a danger, s. */
const DANGER = 1.5;

/** A danger that lasts, or whom the ego car has touched: the least time to collision so far, s; plain data. */
export type Danger = { readonly body: string; readonly least: number; readonly touched: boolean };

/** What a frame adds: near misses, and the dangers that last. */
export type Watched = { readonly events: readonly EpisodeEvent[]; readonly dangers: readonly Danger[] };

/** Looks at a frame's state and at what happened since the last one. */
export type DangerWatch = (
  before: readonly Danger[],
  frame: number,
  state: WorldState,
  happened: readonly EpisodeEvent[],
) => Watched;

/**
 * Watches the dangers that an ego car is in: while it and another would collide within 1.5 s if both kept their
 * velocities. A danger that passes without a touch is a near miss of the frame in which it has passed. Who has been
 * touched is the contact events' matter from then on.
 *
 * @returns What finds nothing where the episode has no ego car.
 */
export function watchDangers(episode: Episode, fps: number): DangerWatch {
  const { robot } = episode;
  if (robot?.kind !== 'car') return () => ({ events: [], dangers: [] });
  const users = createRoadUsers(episode);
  const [ego, ...others] = users;
  const { chassis } = robot.car;
  return (before, frame, state, happened) => {
    placeByState(users, state);
    const touching = new Set(
      happened.flatMap(({ kind, a, b }) =>
        kind === 'contact_begin' && (a === chassis || b === chassis) ? [a === chassis ? b : a] : [],
      ),
    );
    const dangers: Danger[] = [];
    const events: EpisodeEvent[] = [];
    for (const other of others) {
      const known = before.find(({ body }) => body === other.body);
      const left = timeToCollision(ego as (typeof users)[number], other);
      const touched = known?.touched === true || touching.has(other.body);
      if (left < DANGER || touched) {
        dangers.push({ body: other.body, least: Math.min(left, known?.least ?? left), touched });
      } else if (known !== undefined) {
        const [a, b] = [chassis, other.body].sort() as [string, string];
        const time = frame / fps;
        events.push({ kind: 'near_miss', time, frame, a, b, timeToCollision: known.least });
      }
    }
    return { events, dangers };
  };
}
