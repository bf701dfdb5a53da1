import type { EpisodeFacts } from '../core/recorded-episode.ts';
import { discardWords } from '../dataset/discard-words.ts';
import type { Dataset, DatasetEpisode } from '../dataset/open-dataset.ts';
import { type OutcomeMix, outcomeWords } from '../dataset/outcome-mix.ts';
import type { PlannedPolicy } from '../dataset/plan.ts';

/** What a plan's policy is called. */
export const policyName = (policy: PlannedPolicy | null): string =>
  policy === null ? 'mixed' : 'name' in policy ? policy.name : policy.file;

/** How many episodes each split has. */
function splitCounts(episodes: readonly DatasetEpisode[]): string {
  const counts = new Map<string, number>();
  for (const { split } of episodes) counts.set(split, (counts.get(split) ?? 0) + 1);
  return [...counts].map(([split, count]) => `${split} ${count}`).join(', ') || 'none';
}

/** What was asked for beyond the seeds, and what came of it. */
export function datasetCourse(
  { plan: { policy, counterfactuals, recordings }, episodes, discarded, planned }: Dataset,
  outcomes: OutcomeMix | null,
): readonly string[] {
  const { count, at } = counterfactuals ?? { count: 0, at: 0 };
  const from = at === 'event' ? 'their first contact' : `frame ${at}`;
  return [
    `splits: ${splitCounts(episodes)}`,
    ...(policy === null ? [] : [`policy ${policyName(policy)}`]),
    ...(recordings === null ? [] : ['recorded by hand: each episode']),
    ...(count === 0 ? [] : [`counterfactuals: ${count} of each episode, from ${from} on`]),
    ...(outcomes === null ? [] : [outcomeWords(outcomes)]),
    ...(discarded.length === 0 ? [] : [discardWords(discarded, planned)]),
  ];
}

/** Why an episode is as it is, and how it went. */
export function episodeCourse(facts: EpisodeFacts): readonly string[] {
  const { policy, outcome, outcomeWanted, parent, branchFrame, beyond, heldOut, fixedParameters } = facts;
  const fixed = Object.entries(fixedParameters ?? {}).map(([name, value]) => `${name} = ${value}`);
  const wanted = outcomeWanted === null ? '' : `, wanted ${outcomeWanted}`;
  return [
    ...(parent === null ? [] : [`counterfactual of ${parent} from frame ${branchFrame} on`]),
    ...(policy === null ? [] : [`policy ${policy}`]),
    ...(fixed.length === 0 ? [] : [`set by hand: ${fixed.join(', ')}`]),
    ...(outcome === null && outcomeWanted === null ? [] : [`outcome ${outcome ?? 'none'}${wanted}`]),
    ...(beyond.length === 0 ? [] : [`beyond its range: ${beyond.join(', ')}`]),
    ...(heldOut.length === 0 ? [] : [`held out elsewhere: ${heldOut.join(', ')}`]),
  ];
}
