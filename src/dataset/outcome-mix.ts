import { OUTCOMES, type Outcome } from '../core/task.ts';
import type { Dataset } from './open-dataset.ts';
import { readEpisodeFacts } from './read-episode.ts';

/** How the episodes of a dataset came out, counterfactuals apart. */
export type OutcomeMix = {
  /** How many came out so; `none` counts those without an outcome. */
  readonly got: Readonly<Record<Outcome | 'none', number>>;
  /** How many should have. */
  readonly wanted: Readonly<Partial<Record<Outcome, number>>>;
  /** Of those: how many did not. */
  readonly missed: Readonly<Partial<Record<Outcome, number>>>;
};

/** Counts how the committed episodes came out; `null` where no scene has a task. */
export async function outcomeMix(dataset: Dataset): Promise<OutcomeMix | null> {
  if (dataset.plan.scenes.every(({ scene }) => scene.task === undefined)) return null;
  const got: Record<Outcome | 'none', number> = { success: 0, failure: 0, 'near-miss': 0, none: 0 };
  const wanted: Partial<Record<Outcome, number>> = {};
  const missed: Partial<Record<Outcome, number>> = {};
  for (const { id, parent, outcomeWanted } of dataset.episodes) {
    if (parent !== null) continue;
    const { outcome } = await readEpisodeFacts(dataset, id);
    got[outcome ?? 'none']++;
    if (outcomeWanted === null) continue;
    wanted[outcomeWanted] = (wanted[outcomeWanted] ?? 0) + 1;
    if (outcome !== outcomeWanted) missed[outcomeWanted] = (missed[outcomeWanted] ?? 0) + 1;
  }
  return { got, wanted, missed };
}

/** An outcome mix in a sentence or two. */
export function outcomeWords({ got, wanted, missed }: OutcomeMix): string {
  const total = Object.values(got).reduce((sum, count) => sum + count, 0);
  const counts = [...OUTCOMES, 'none' as const].filter((outcome) => got[outcome] > 0);
  const mix = counts.map((outcome) => `${outcome} ${got[outcome]}`).join(', ');
  const misses = OUTCOMES.filter((outcome) => (missed[outcome] ?? 0) > 0);
  const said = misses.map((outcome) => `${missed[outcome]} of ${wanted[outcome]} ${outcome}`);
  const unreached = said.length === 0 ? '' : `; not reached: ${said.join(', ')}`;
  return `Outcomes of ${total}: ${mix || 'none'}${unreached}.`;
}
