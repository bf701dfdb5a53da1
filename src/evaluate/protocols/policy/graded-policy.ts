import type { Episode } from '../../../core/episode.ts';
import { createRng, deriveSeed } from '../../../core/rng.ts';
import { explorePolicy, HOLD_FRAMES } from '../../../simulator/policies/explore.ts';
import { expertPolicy } from '../../../simulator/policies/from-expert.ts';
import { heldDraws } from '../../../simulator/policies/held-draws.ts';
import type { Policy } from '../../../simulator/policies/policy.ts';

/** Shares of random actions, the better policy first. */
export const GRADES: readonly number[] = [0, 0.25, 0.5, 0.75, 1];

/**
 * The expert, who for a share of the time does anything instead: for some frames at once, and of two shares the
 * larger one wherever the smaller one does. A function of episode, frame and state.
 *
 * @param share 0 for the expert alone, 1 for random actions alone.
 * @throws {@link ToolkitError} as `expertPolicy`.
 */
export function gradedPolicy(episode: Episode, share: number): Policy | null {
  const [right, wrong] = [expertPolicy(episode), explorePolicy(episode)];
  if (right === null || wrong === null) return null;
  const rng = createRng(deriveSeed(episode.seed, 'policy/graded'));
  const draws = heldDraws(() => ({ frames: rng.integer(...HOLD_FRAMES), value: rng.next() }));
  return (frame, state) => (draws(frame) < share ? wrong : right)(frame, state);
}
