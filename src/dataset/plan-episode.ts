import type { Episode } from '../core/episode.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import { varyLook } from '../scene/vary-look.ts';
import type { Plan, PlannedEpisode } from './plan.ts';

/**
 * The concrete episode that a plan means by one of its own, with the plan's look.
 *
 * @throws {@link ToolkitError} as `sampleEpisode`.
 */
export function planEpisode(plan: Pick<Plan, 'scenes' | 'look'>, planned: PlannedEpisode): Episode {
  const scene = plan.scenes.find(({ name }) => name === planned.scene)?.scene;
  if (scene === undefined) throw new Error(`the plan has no scene ${planned.scene}`);
  const episode = sampleEpisode(scene, planned.seed);
  return plan.look === 'varied' ? varyLook(episode) : episode;
}
