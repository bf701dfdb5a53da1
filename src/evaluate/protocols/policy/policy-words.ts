import type { ModelFacts } from '../../report/report.ts';
import { fixed, withInterval } from '../figure-words.ts';
import type { RankingRow } from './summarize-policies.ts';

/** Fewer starts than this leave intervals wide enough to say so. */
const FEW_STARTS = 30;

/** A policy in words, by its share of random actions; `null` for none in particular. */
export const policyName = (share: number | null): string =>
  share === null
    ? 'any of them'
    : share === 0
      ? 'the expert'
      : share === 1
        ? 'random actions'
        : `${(100 * share).toFixed(0)} % random`;

function sourceSentence({
  source,
  spearman,
  pearson,
  chosen,
  best,
  regret,
  rankViolation,
  n,
}: RankingRow): string {
  if (spearman === null)
    return `Policy: from ${n} starts, the dream of ${source} tells no policy from another.`;
  const ranks =
    spearman.low > 0
      ? 'ranks the policies as the simulator does'
      : spearman.high < 0
        ? 'ranks the policies against the simulator'
        : 'cannot be said to rank the policies';
  const choice =
    chosen === best
      ? `it would choose ${policyName(chosen)}, which is the best`
      : `it would choose ${policyName(chosen)}, which costs ${fixed(regret.mean, 3)} m against ${policyName(best)}`;
  return `Policy: from ${n} starts, the dream of ${source} ${ranks} (Spearman ${withInterval(spearman)}, Pearson ${withInterval(pearson)}, rank violation ${fixed(rankViolation.mean, 3)} m); ${choice}.`;
}

/** What the figures say of every judged model, by rule. */
export function policySentence(subjects: readonly string[], rankings: readonly RankingRow[]): string {
  const said = rankings.filter(({ source }) => subjects.includes(source)).map(sourceSentence);
  return said.length > 0 ? said.join(' ') : 'Policy: no model that can dream was judged.';
}

/** Last pictures that do not show the body of the task whole, and what was read instead; empty where all do. */
function unsureEnds({ source, ends, partly, unseen }: RankingRow): string[] {
  if (partly + unseen === 0) return [];
  return [
    `Policy, ${source}: of ${ends} last pictures ${partly} show a part of the task’s body, of which the middle is read, and ${unseen} do not show it, for which it is taken to be where it was last seen.`,
  ];
}

/** What keeps the figures from being taken at face value. */
export function policyCautions(
  rankings: readonly RankingRow[],
  models: readonly ModelFacts[],
  wanted: number,
): string[] {
  const starts = Math.max(0, ...rankings.map(({ n }) => n));
  const silent = models.filter(
    ({ name, role }) => role === 'subject' && !rankings.some(({ source }) => source === name),
  );
  return [
    ...(starts < wanted
      ? [
          `Policies were played from ${starts} starts and not ${wanted}: in no others can the bodies be told by their colours.`,
        ]
      : []),
    ...(starts < FEW_STARTS ? [`Policies are told from ${starts} starts: the intervals are wide.`] : []),
    ...rankings.flatMap(unsureEnds),
    ...silent.map(
      ({ name }) =>
        `No policy was played in ${name}: stored predictions cannot dream. Give the model itself.`,
    ),
  ];
}
