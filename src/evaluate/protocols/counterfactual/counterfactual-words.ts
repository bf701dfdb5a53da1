import { TRUTH } from '../../prediction-source.ts';
import type { ModelFacts } from '../../report/report.ts';
import { fixed, withInterval } from '../figure-words.ts';
import type { BranchRow, ControlRow, Whose } from './summarize-branches.ts';

/** Fewer parents than this leave intervals wide enough to say so. */
const FEW_PARENTS = 30;

/** Whose differences, in words. */
export const WHOSE: Readonly<Record<Whose, string>> = {
  all: 'All bodies',
  driven: 'What is commanded',
  free: 'What it acts on',
  pixels: 'All pixels',
};

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** What the control says: heard where R² falls and the error rises, both with intervals that leave no doubt. */
export function hearing(control: ControlRow | undefined): 'heard' | 'not heard' | 'unclear' {
  if (control === undefined) return 'unclear';
  const { difference, errorRatio } = control;
  if (difference.low > 0 && errorRatio.low > 1) return 'heard';
  return difference.low <= 0 && errorRatio.low <= 1 ? 'not heard' : 'unclear';
}

function controlWords(control: ControlRow | undefined): string {
  if (control === undefined) return 'no other branch was there for the shuffled-action control';
  const { shuffled, errorRatio } = control;
  const said = {
    heard: 'so it hears its actions',
    'not heard': 'so it cannot be said to hear its actions',
    unclear: 'of which only one is sure',
  }[hearing(control)];
  return `with another branch’s actions R² is ${fixed(shuffled.mean)} and its error ${fixed(errorRatio.mean)} times as large (${fixed(errorRatio.low)} to ${fixed(errorRatio.high)}), ${said}`;
}

function sourceSentence(
  name: string,
  horizon: number,
  rows: readonly BranchRow[],
  controls: readonly ControlRow[],
): string {
  const find = (source: string, whose: Whose): BranchRow | undefined =>
    rows.find((row) => row.source === source && row.whose === whose && row.horizon === horizon);
  const all = find(name, 'all');
  if (all === undefined) return '';
  const truth = find(TRUTH, 'all');
  const parts = (['driven', 'free'] as const).flatMap((whose) => {
    const row = find(name, whose);
    return row === undefined ? [] : [`${withInterval(row.r2)} of ${WHOSE[whose].toLowerCase()}`];
  });
  const apart = parts.length > 1 ? `, ${parts.join(' and ')}` : '';
  const ceiling = truth === undefined ? '' : `; the truth itself gets ${fixed(truth.r2.mean)}`;
  const sign = all.sign === null ? '' : `, the direction is right in ${percent(all.sign.mean)}`;
  const control = controls.find(({ source }) => source === name);
  const follows =
    all.r2.low > 0
      ? 'follow the true ones'
      : all.r2.high < 0
        ? 'are farther from the true ones than no difference would be'
        : 'explain no sure part of the true ones';
  return `Counterfactual: ${horizon} frames after the actions part, the differences that ${name} predicts ${follows} (R² ${withInterval(all.r2)}${apart}; ${all.n} parents${ceiling})${sign}; ${controlWords(control)}.`;
}

/** What the figures say of every judged model, by rule. */
export function counterfactualSentence(
  subjects: readonly string[],
  horizon: number,
  rows: readonly BranchRow[],
  controls: readonly ControlRow[],
): string {
  const said = subjects
    .map((name) => sourceSentence(name, horizon, rows, controls))
    .filter((text) => text !== '');
  return said.length > 0 ? said.join(' ') : 'Counterfactual: no model that can be asked was judged.';
}

/** What keeps the figures from being taken at face value. */
export function counterfactualCautions(
  rows: readonly BranchRow[],
  models: readonly ModelFacts[],
  left: number,
): string[] {
  const parents = Math.max(0, ...rows.map(({ n }) => n));
  const silent = models.filter(
    ({ name, role }) => role === 'subject' && !rows.some(({ source }) => source === name),
  );
  return [
    ...(parents < FEW_PARENTS
      ? [`Counterfactuals are told from ${parents} parents: the intervals are wide.`]
      : []),
    ...(left > 0
      ? [
          `${left} views of parents are not asked about: they part before the context is full, or with the last frame.`,
        ]
      : []),
    ...silent.map(
      ({ name }) =>
        `${name} was not asked for counterfactuals: stored predictions are of other clips. Give the model itself.`,
    ),
  ];
}
