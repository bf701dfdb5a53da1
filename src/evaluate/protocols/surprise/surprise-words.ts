import { listed } from '../../../core/listed.ts';
import type { ModelFacts } from '../../report/report.ts';
import { ALL_LAWS, type SurpriseComparison, type SurpriseRow } from './summarize-surprise.ts';
import type { NotAsked } from './twin-windows.ts';

/** What a model without any preference gets. */
export const CHANCE = 0.5;

/** Fewer pairs than this leave intervals wide enough to say so. */
const FEW_PAIRS = 30;

/** A law in words: `gain_energy` as `gain energy`. */
export const lawName = (law: string): string => (law === ALL_LAWS ? 'all laws' : law.replaceAll('_', ' '));

/** A share as a whole percentage, without its sign. */
export const percent = (share: number): string => (100 * share).toFixed(0);

function standing({ low, high }: SurpriseRow): 'above' | 'below' | 'at' {
  if (low > CHANCE) return 'above';
  return high < CHANCE ? 'below' : 'at';
}

function sourceSentence(
  name: string,
  rows: readonly SurpriseRow[],
  comparisons: readonly SurpriseComparison[],
): string {
  const own = rows.filter((row) => row.source === name && row.measure === 'frame');
  const all = own.find(({ law }) => law === ALL_LAWS);
  if (all === undefined) return '';
  const against = comparisons.find(({ source }) => source === name);
  const find = (law: string): SurpriseRow | undefined =>
    rows.find((row) => row.source === against?.against && row.law === law && row.measure === 'frame');
  const laws = (wanted: string): string =>
    listed(
      own
        .filter((row) => row.law !== ALL_LAWS && standing(row) === wanted)
        .map((row) => {
          const other = find(row.law);
          const beside = other === undefined ? '' : `, ${other.source} ${percent(other.accuracy)}`;
          return `${lawName(row.law)} (${percent(row.accuracy)} %${beside})`;
        }),
    );
  const said = {
    above: 'it is nearer to what can happen than to what cannot',
    below: 'it is nearer to what cannot happen',
    at: 'it cannot be told from chance',
  }[standing(all)];
  const parts = [
    ...(laws('above') === '' ? [] : [`above chance on ${laws('above')}`]),
    ...(laws('below') === '' ? [] : [`below it on ${laws('below')}`]),
  ];
  const reference = find(ALL_LAWS);
  const compared =
    against === undefined || reference === undefined
      ? ''
      : `; ${against.against} ${against.low > 0 ? 'does worse' : against.high < 0 ? 'does better' : 'cannot be told from it'}, with ${percent(reference.accuracy)} %`;
  const byLaw = parts.length === 0 ? 'no law by itself stands off chance' : `by law, ${parts.join('; ')}`;
  return `Surprise: ${name} is nearer to the possible film in ${percent(all.accuracy)} % of ${all.n} pairs (${percent(all.low)} to ${percent(all.high)}; chance is ${percent(CHANCE)}): ${said}${compared}; ${byLaw}.`;
}

/** What the figures say of every judged model, by rule: a share stands off chance when its interval leaves 50 % out. */
export function surpriseSentence(
  subjects: readonly string[],
  rows: readonly SurpriseRow[],
  comparisons: readonly SurpriseComparison[],
): string {
  const said = subjects.map((name) => sourceSentence(name, rows, comparisons)).filter((text) => text !== '');
  return said.length > 0 ? said.join(' ') : 'Surprise: no model that can be asked was judged.';
}

/** What was not asked about, a sentence for each reason. */
export function notAskedWords(notAsked: readonly NotAsked[]): string[] {
  const reasons = [...new Set(notAsked.map(({ why }) => why))].sort();
  return reasons.map((why) => {
    const count = notAsked.filter((one) => one.why === why).length;
    return `${count} ${count === 1 ? 'view of twins is' : 'views of twins are'} not asked about: ${why}.`;
  });
}

/** What keeps the figures from being taken at face value. */
export function surpriseCautions(rows: readonly SurpriseRow[], models: readonly ModelFacts[]): string[] {
  const pairs = Math.max(0, ...rows.map(({ n }) => n));
  const folders = models.filter(({ name }) => !rows.some(({ source }) => source === name));
  return [
    ...(pairs < FEW_PAIRS ? [`Surprise is told from ${pairs} pairs: the intervals are wide.`] : []),
    ...folders.map(
      ({ name }) =>
        `${name} was not asked for surprise: stored predictions are of other clips. Give the model itself.`,
    ),
  ];
}
