import type { Episode } from '../../core/episode.ts';
import { createRng, deriveSeed } from '../../core/rng.ts';
import { expertOf } from './experts.ts';
import { explorePolicy, zeroPolicy } from './explore.ts';
import { expertPolicy, failingPolicy, noisyPolicy } from './from-expert.ts';
import { mixedPusherPolicy } from './mixed-pusher.ts';
import type { Policy } from './policy.ts';

/**
 * The policy that datasets are made with: which one, and how it acts, follows from the episode's seed. Robots
 * whose task has an expert: for four episodes in ten it acts, for three it is disturbed, for one and a half it
 * goes wrong, else anything is tried. Others: for eight in ten anything is tried, else nothing is done. The
 * pusher: see `mixedPusherPolicy`.
 *
 * @returns `null` where the episode has no robot.
 */
export function mixedPolicy(episode: Episode): Policy | null {
  const { robot } = episode;
  if (robot === null) return null;
  if (robot.kind === 'pusher') return mixedPusherPolicy(episode, robot);
  const kind = createRng(deriveSeed(episode.seed, 'policy')).fork('kind').next();
  if (expertOf(episode) === null) return (kind < 0.8 ? explorePolicy : zeroPolicy)(episode);
  if (kind < 0.4) return expertPolicy(episode);
  if (kind < 0.7) return noisyPolicy(episode);
  return (kind < 0.85 ? failingPolicy : explorePolicy)(episode);
}
