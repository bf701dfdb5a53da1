import type { Episode, EpisodeEvent } from '../core/episode.ts';
import { Discarded } from './discarded.ts';
import type { Counterfactuals } from './plan.ts';

/**
 * The frame from which an episode's counterfactuals act otherwise: a number as it is; of an event, the frame that
 * tells of the first contact between two bodies that can move, unless joints hold both (parts of a robot).
 * What touches from the start, and tells so in the first frame, is none.
 *
 * @throws {@link Discarded} Where there is no such contact early enough to act afterwards.
 */
export function branchFrame(
  { at }: Counterfactuals,
  episode: Episode,
  events: readonly EpisodeEvent[],
  frames: number,
): number {
  if (at !== 'event') return at;
  const movable = new Set(episode.bodies.filter(({ motion }) => motion !== 'fixed').map(({ name }) => name));
  const jointed = new Set(episode.joints.flatMap(({ parent, child }) => [parent, child]));
  const first = events.find(({ kind, frame, a, b }) => {
    const own = jointed.has(a) && jointed.has(b);
    return kind === 'contact_begin' && frame > 1 && movable.has(a) && movable.has(b) && !own;
  });
  if (first !== undefined && first.frame <= frames - 2) return first.frame;
  throw new Discarded(
    'its parent has no contact between two that move, from which another course could be taken',
  );
}
