import type { Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { OUTCOMES, type Outcome } from '../core/task.ts';
import { namedPolicy } from '../simulator/policies/named-policy.ts';
import { MAX_PLANNED } from './layout.ts';
import type { PlanDraft } from './make-plan.ts';
import { plannedCount, plannedEpisodes } from './plan.ts';
import { planEpisode } from './plan-episode.ts';
import { checkRecordings } from './recorded-request.ts';

/** Most counterfactuals of one episode. */
const MAX_SIBLINGS = 1000;

/**
 * Refuses policies, outcomes, counterfactuals and recordings that the scenes of a plan cannot have.
 *
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export function checkMotion(plan: PlanDraft): void {
  checkOutcomes(plan);
  checkCounterfactuals(plan);
  checkCount(plan);
  checkRecordings(plan);
  if (plan.policy === null && plan.outcomes === null && plan.counterfactuals === null) return;
  for (const { name } of plan.scenes) {
    const first = plannedEpisodes(plan).find(({ scene }) => scene === name);
    if (first !== undefined) checkEpisode(plan, planEpisode(plan, first));
  }
}

function checkEpisode({ policy, outcomes, counterfactuals }: PlanDraft, episode: Episode): void {
  const { scene, robot } = episode;
  const needs = policy !== null ? 'A policy' : 'A counterfactual';
  if (robot === null && (policy !== null || counterfactuals !== null))
    throw refusal(`${needs} needs a scene with a robot`, `none in ${scene}`, 'Choose a scene of robots/.');
  // Says by itself what it cannot do here.
  if (policy !== null && 'name' in policy) namedPolicy(policy.name)(episode);
  for (const outcome of Object.keys(outcomes ?? {}) as Outcome[]) {
    const impossible = reasonAgainst(outcome, episode);
    if (impossible === null) continue;
    throw refusal(
      `The outcome ${outcome} needs ${impossible}`,
      `none in ${scene}`,
      'Leave that outcome out, or choose another scene.',
    );
  }
}

/** What an episode lacks to ever come out so; `null` where it can. */
function reasonAgainst(outcome: Outcome, { task, robot, actors }: Episode): string | null {
  if (outcome === 'near-miss')
    return actors.length > 0 || robot?.kind === 'car' ? null : 'a scene of traffic, where one can come close';
  return (task?.[outcome] ?? []).length > 0 ? null : `a task that says what ${outcome} is`;
}

function checkOutcomes({ outcomes }: PlanDraft): void {
  if (outcomes === null) return;
  const shares = Object.entries(outcomes);
  const known = shares.every(([name, share]) => OUTCOMES.some((one) => one === name) && share > 0);
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (known && Math.abs(sum - 1) < 1e-9) return;
  throw refusal(
    `outcomes must give shares above 0 that sum to 1 to some of ${OUTCOMES.join(', ')}`,
    shares.map(([name, share]) => `${name}=${share}`).join(','),
    'Write it like success=0.6,failure=0.4.',
  );
}

function checkCounterfactuals({ counterfactuals, frames }: PlanDraft): void {
  if (counterfactuals === null) return;
  const { count, at } = counterfactuals;
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_SIBLINGS)) {
    const rule = `counterfactuals must be a whole number from 1 to ${MAX_SIBLINGS}`;
    throw refusal(rule, String(count), 'Choose another --counterfactuals.');
  }
  if (at === 'event' || (Number.isInteger(at) && at >= 0 && at <= frames - 2)) return;
  throw refusal(
    `at must be "event" or a frame from 0 to ${frames - 2}, so that something follows`,
    String(at),
    'Choose another --at, or more --frames.',
  );
}

/** Whoever opens a dataset has a list of its episodes. */
function checkCount(plan: PlanDraft): void {
  const count = plannedCount(plan);
  if (count <= MAX_PLANNED) return;
  const rule = `A plan may have ${MAX_PLANNED} episodes with their counterfactuals and twins`;
  throw refusal(rule, String(count), 'Make several datasets, of seeds of their own.');
}

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, got ${got}.`, hint);
