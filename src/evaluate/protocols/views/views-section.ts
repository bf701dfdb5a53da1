import type { Interval } from '../../../metrics/bootstrap.ts';
import { html, type Raw } from '../../../page/html-text.ts';
import { TRUTH } from '../../prediction-source.ts';
import type { ModelFacts } from '../../report/report.ts';
import { withInterval } from '../figure-words.ts';
import { intervalHtml } from '../interval-html.ts';

/** How far one source's views are from showing one scene, at one horizon. */
export type ViewRow = {
  readonly source: string;
  /** Frames ahead, from 1. */
  readonly horizon: number;
  /** Bodies, by pairs of views in which the true frames show them whole. */
  readonly asked: number;
  /** Those of them that the prediction shows whole in both. */
  readonly shown: number;
  /** Pixels, of those shown; null where none is. */
  readonly error: (Interval & { readonly n: number }) | null;
};

/** What a reader must know before the figures. */
const RULE =
  'A model predicts the film of each camera by itself. Do its films show one scene? Where one shows a body’s centre, the other must show it on one line, which the two known cameras fix. The figure is by how many pixels both centres would have to be moved together to be views of one point (Sampson distance), over all pairs of cameras and all bodies that the true frames show whole in both, and by their colour within a pixel of their masks. Centres are of what is seen of a body, which from two sides is not quite one point: the truth’s row is that floor. A body that a prediction does not show whole in both views has no figure, and is counted. A picture that stays agrees with itself: read this beside how far bodies are from their places.';

const shareOf = ({ shown, asked }: ViewRow): string => `${shown} of ${asked}`;

const find = (rows: readonly ViewRow[], source: string, horizon: number): ViewRow | undefined =>
  rows.find((row) => row.source === source && row.horizon === horizon);

/** The section of report.html. */
export function viewsSection(
  rows: readonly ViewRow[],
  models: readonly ModelFacts[],
  horizons: readonly number[],
): Raw {
  const lines = models.flatMap(({ name, role }) => {
    if (!rows.some(({ source }) => source === name)) return [];
    const cells = horizons.map((horizon) => {
      const row = find(rows, name, horizon);
      if (row === undefined) return html`<td>–</td>`;
      return html`<td>${intervalHtml(row.error)}<small>${shareOf(row)}</small></td>`;
    });
    return [html`<tr class="${role}"><td>${name}</td>${cells}</tr>`];
  });
  const heads = horizons.map((h) => html`<th scope="col">+${h}</th>`);
  return html`<h2>Views: do the cameras’ films show one scene?</h2><p class="aside">${RULE}</p>
<div class="scroll"><table><thead><tr><th scope="col">Disagreement, px ↓, frames ahead</th>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** The sentence of the verdict. */
export function viewsSentence(
  rows: readonly ViewRow[],
  subjects: readonly string[],
  horizon: number,
): string {
  const said = [...subjects, TRUTH].flatMap((name) => {
    const row = find(rows, name, horizon);
    if (row === undefined) return [];
    if (name === TRUTH) return [`the true frames ${withInterval(row.error)}`];
    return [
      row.error === null
        ? `those of ${name} show no body whole in two`
        : `those of ${name} disagree by ${withInterval(row.error)} px and show ${Math.round((100 * row.shown) / row.asked)} % of the bodies whole in both`,
    ];
  });
  if (said.length === 0) return 'Views: no two cameras show a body whole that can be told by its colour.';
  return `Views, ${horizon} frame${horizon === 1 ? '' : 's'} ahead, of two cameras each: ${said.join('; ')}.`;
}

/** The section of report.md. */
export function viewsMarkdown(
  sentence: string,
  rows: readonly ViewRow[],
  models: readonly ModelFacts[],
  horizons: readonly number[],
): string {
  const lines = models.flatMap(({ name }) => {
    if (!rows.some(({ source }) => source === name)) return [];
    const cells = horizons.map((horizon) => {
      const row = find(rows, name, horizon);
      return row === undefined ? '–' : `${withInterval(row.error)}, ${shareOf(row)}`;
    });
    return [`| ${[name, ...cells].join(' | ')} |`];
  });
  return [
    '## Views',
    sentence,
    'Sampson distance of body centres between two cameras’ films, px, and how many bodies are shown whole in both; 95 % intervals over episodes.',
    [
      `| | ${horizons.map((h) => `+${h}`).join(' | ')} |`,
      `|${'---|'.repeat(horizons.length + 1)}`,
      ...lines,
    ].join('\n'),
  ].join('\n\n');
}
