import type { Episode, EpisodeEvent } from '../core/episode.ts';
import type { ContactEvent } from '../physics/contact-tracker.ts';

/** What the physics world tells, in seconds and frames. */
export function episodeEvents(
  events: readonly ContactEvent[],
  { physicsRate }: Episode,
  fps: number,
): readonly EpisodeEvent[] {
  return events.map(({ kind, step, a, b, impulse }) => ({
    ...{ kind, time: step / physicsRate, frame: Math.ceil(step / (physicsRate / fps)) },
    ...{ a, b },
    ...(impulse === undefined ? {} : { impulse }),
  }));
}
