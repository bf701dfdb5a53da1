import type { Episode } from '../core/episode.ts';
import { snakeKeys } from '../core/key-case.ts';
import type { Outcome } from '../core/task.ts';
import type { Violation } from '../core/violation.ts';
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
  /** Of an impossible twin: the physics step from which its law is broken. */
  readonly brokenAt: number | null;
};

/** What episode.json says of why an episode is as it is, and of how it went; each where there is something to say. */
export function courseFacts(
  plan: Plan,
  planned: PlannedEpisode,
  episode: Episode,
  { motion, outcome, brokenAt }: Course,
): Readonly<Record<string, unknown>> {
  const { split, parent, outcomeWanted, impossible } = planned;
  const scene = plannedScene(plan, planned);
  const held = new Set('combination' in plan.split ? heldOutCombinations(scene, plan.seed) : []);
  const recording = plan.recordings?.[planned.index];
  const shown = episode.bodies.map(combinationOf).filter((one) => held.has(one));
  return {
    ...(motion === null ? {} : { policy: motion.policy }),
    ...(recording === undefined ? {} : { policy: 'recorded', fixed_parameters: recording.parameters }),
    ...(episode.task === null ? {} : { task: episode.task.name, outcome }),
    ...(outcomeWanted === null || parent !== null ? {} : { outcome_wanted: outcomeWanted }),
    ...(parent === null || impossible ? {} : { parent, branch_frame: motion?.branchFrame ?? null }),
    ...(episode.violation === undefined
      ? {}
      : { twin_of: parent, violation: violationFacts(episode.violation, brokenAt, plan, episode) }),
    ...(split === 'combination' ? { held_out: [...new Set(shown)].sort() } : {}),
    ...(split === 'ood' ? { beyond: parametersBeyond(scene, episode.parameters) } : {}),
  };
}

/** Which law is broken, to whom, and from when on: the first frame that shows it. */
function violationFacts(
  violation: Violation,
  brokenAt: number | null,
  { fps }: Pick<Plan, 'fps'>,
  { physicsRate }: Episode,
): unknown {
  const frame = brokenAt === null ? null : Math.floor(brokenAt / (physicsRate / fps)) + 1;
  const time = brokenAt === null ? null : brokenAt / physicsRate;
  return { ...(snakeKeys(violation) as object), time, frame };
}
