import type { Episode } from '../core/episode.ts';
import type { Outcome } from '../core/task.ts';
import { parametersBeyond } from '../scene/variation/beyond-range.ts';
import { combinationOf, heldOutCombinations } from '../scene/variation/combination.ts';
import type { ChosenMotion } from './choose-motion.ts';
import type { Plan, PlannedEpisode } from './plan.ts';
import { plannedScene } from './plan-episode.ts';

/** How an episode went: who acted, and how it came out. */
export type Course = {
  /** `null` where its seed alone said. */
  readonly motion: ChosenMotion | null;
  readonly outcome: Outcome | null;
};

/** What episode.json says of why an episode is as it is, and of how it went; each where there is something to say. */
export function courseFacts(
  plan: Plan,
  planned: PlannedEpisode,
  episode: Episode,
  { motion, outcome }: Course,
): Readonly<Record<string, unknown>> {
  const { split, parent, outcomeWanted } = planned;
  const scene = plannedScene(plan, planned);
  const held = new Set('combination' in plan.split ? heldOutCombinations(scene, plan.seed) : []);
  const shown = episode.bodies.map(combinationOf).filter((one) => held.has(one));
  return {
    ...(motion === null ? {} : { policy: motion.policy }),
    ...(episode.task === null ? {} : { task: episode.task.name, outcome }),
    ...(outcomeWanted === null || parent !== null ? {} : { outcome_wanted: outcomeWanted }),
    ...(parent === null ? {} : { parent, branch_frame: motion?.branchFrame ?? null }),
    ...(split === 'combination' ? { held_out: [...new Set(shown)].sort() } : {}),
    ...(split === 'ood' ? { beyond: parametersBeyond(scene, episode.parameters) } : {}),
  };
}
