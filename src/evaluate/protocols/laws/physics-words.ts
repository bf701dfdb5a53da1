import { listed } from '../../../core/listed.ts';
import { type ControlName, controlRow } from './controls.ts';
import type { LawTable } from './kept-laws.ts';
import { lawOf, rowOf, valueText, withUnit } from './law-words.ts';

/** Fewer readings than this make a share within the tolerance a matter of chance. */
const FEW_READINGS = 10;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The controls that pass a law which they break by what they are: then its measurement tells nothing. */
const wrongPasses = (table: LawTable): ControlName[] =>
  lawOf(table.law).breaks.filter((name) => rowOf(table, controlRow(name))?.passes === true);

/** The laws whose controls fail, as they must. */
export const telling = (laws: readonly LawTable[]): LawTable[] =>
  laws.filter((table) => wrongPasses(table).length === 0);

function subjectWords(laws: readonly LawTable[], subject: string): string {
  const kept = laws.filter((table) => rowOf(table, subject)?.passes === true);
  const names = kept.map(({ law }) => lawOf(law).label);
  const which = kept.length === 0 ? 'none' : kept.length === laws.length && laws.length > 1 ? 'all' : '';
  const of = `${subject} keeps ${which === '' ? kept.length : which} of ${plural(laws.length, 'law')}`;
  const broken = laws
    .filter((table) => !kept.includes(table))
    .map((table) => ({ law: lawOf(table.law), row: rowOf(table, subject) }))
    .filter(({ row }) => row !== undefined && row.answered > 0)[0];
  const said = which === '' ? ` (${listed(names)})` : '';
  if (broken?.row === undefined) return `${of}${said}`;
  const { law, row } = broken;
  return `${of}${said}; its ${law.label} reads ${withUnit(law, valueText(law, row.value))} where ${valueText(law, row.truth)} is true`;
}

/** One sentence on which laws each subject keeps, by the share of its readings within the tolerance. */
export function physicsSentence(laws: readonly LawTable[], subjects: readonly string[]): string {
  if (laws.length === 0) return 'Physics read off the video: no clip lets a law be measured.';
  const told = telling(laws);
  if (told.length === 0)
    return 'Physics read off the video: the known-bad controls pass, so nothing follows.';
  if (subjects.length === 0) {
    return `Physics read off the video: ${plural(told.length, 'law')} can be measured, and no model was judged.`;
  }
  return `Physics read off the video: ${subjects.map((subject) => subjectWords(told, subject)).join('. ')}.`;
}

/** What keeps the figures from being taken at face value. */
export function physicsCautions(laws: readonly LawTable[]): string[] {
  const silent = laws.flatMap((table) => {
    const passes = wrongPasses(table);
    return passes.length === 0 ? [] : [{ label: lawOf(table.law).label, passes }];
  });
  const few = laws.filter(({ rows }) => (rows[0]?.n ?? 0) < FEW_READINGS).map(({ law }) => lawOf(law).label);
  return [
    ...silent.map(
      ({ label, passes }) =>
        `Physics: ${label} tells nothing here, for ${listed(passes)} ${passes.length === 1 ? 'passes, which is' : 'pass, which are'} wrong for certain.`,
    ),
    ...(few.length === 0
      ? []
      : [
          `Physics: fewer than ${FEW_READINGS} readings of ${listed(few)}; whether a model passes there may be chance.`,
        ]),
  ];
}
