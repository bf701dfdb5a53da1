import { html, type Raw } from '../../../page/html-text.ts';
import { CONTROLS } from './controls.ts';
import { KEPT_SHARE, type LawFigures, type LawTable } from './kept-laws.ts';
import { errorText, lawOf, rowOf, toleranceText, valueText, withUnit } from './law-words.ts';
import type { RankCorrelation, VerifierFigures } from './verifier.ts';

/** A row of the table: a source, by the name that readings give it and the one that readers see. */
export type SourceRow = {
  readonly source: string;
  readonly label: string;
  readonly kind: 'judged' | 'bound' | 'truth' | 'control';
};

const INTRO =
  'Bodies are followed through the predicted frames by colour, put into metres by the known camera, and measured by the same rules in every row. Figures are errors of what is read, so 0 is right. The truth’s row is the floor: what these rules make of the true pixels. Controls are predictions that are wrong for certain.';

const KINDS: Readonly<Record<SourceRow['kind'], string>> = {
  judged: 'Predicted',
  bound: 'Bounds, drawn by the simulator',
  truth: 'The floor',
  control: 'Known-bad controls',
};

function cell(table: LawTable, row: LawFigures | undefined): Raw {
  if (row === undefined) return html`<td>–</td>`;
  const law = lawOf(table.law);
  const right = Math.round(row.kept * row.n);
  const [mark, word] = row.passes ? ['✓', 'kept'] : ['✗', 'broken'];
  const verdict = html`<small class="${row.passes ? 'good' : 'bad'}" title="${word}"><b aria-label="${word}">${mark}</b> ${right} of ${row.n}</small>`;
  if (row.answered === 0) return html`<td>–${verdict}</td>`;
  return html`<td>${errorText(law, row.error)}<small>${errorText(law, row.low)} to ${errorText(law, row.high)}</small>${verdict}</td>`;
}

function head(table: LawTable): Raw {
  const law = lawOf(table.law);
  const truth = valueText(law, table.rows[0]?.truth ?? null);
  return html`<th title="${law.meaning}">${law.label}<br><small>true ${withUnit(law, truth)}</small><br><small>${toleranceText(law, table.tolerance)}</small></th>`;
}

/** Laws that fit side by side on a page. */
const SIDE_BY_SIDE = 6;

/** One table, or as many of about one width as it takes. */
function physicsTables(laws: readonly LawTable[], rows: readonly SourceRow[]): Raw[] {
  const tables = Math.ceil(laws.length / SIDE_BY_SIDE);
  const each = Math.ceil(laws.length / tables);
  return Array.from({ length: tables }, (_, i) => physicsTable(laws.slice(i * each, (i + 1) * each), rows));
}

function physicsTable(laws: readonly LawTable[], rows: readonly SourceRow[]): Raw {
  const groups = (['judged', 'bound', 'truth', 'control'] as const).flatMap((kind) => {
    const here = rows.filter((row) => row.kind === kind);
    if (here.length === 0) return [];
    const lines = here.map(
      ({ source, label }) =>
        html`<tr class="${kind === 'truth' ? 'truth' : ''}"><td>${label}</td>${laws.map((table) => cell(table, rowOf(table, source)))}</tr>`,
    );
    return [html`<tr><th colspan="${laws.length + 1}">${KINDS[kind]}</th></tr>${lines}`];
  });
  return html`<div class="scroll"><table class="tight"><thead><tr><th></th>${laws.map(head)}</tr></thead><tbody>${groups}</tbody></table></div>`;
}

/** In words how far the residual without truth follows the true errors. */
function verifierWords({ centroid, foreground }: VerifierFigures): string {
  const said = (name: string, found: RankCorrelation | null): string =>
    found === null
      ? ''
      : `${name} ${found.rho.toFixed(2)} (${found.low.toFixed(2)} to ${found.high.toFixed(2)}, ${found.n} predictions of ${found.clusters} episodes)`;
  const parts = [
    said('the error of centres', centroid),
    said('what foreground PSNR lacks', foreground),
  ].filter((part) => part !== '');
  return parts.length === 0
    ? 'Verifier: too few predictions differ in how lawful they are to rank them.'
    : `Verifier: how far a prediction breaks the laws of motion from frame to frame, without its truth (physics_residual), has a rank correlation with ${parts.join(' and with ')} over all models and baselines; 1 would choose among predictions as the truth does, 0 as chance does.`.replaceAll(
        '-0.',
        '−0.',
      );
}

/** How each law is read, folded away. */
function howRead(laws: readonly LawTable[]): Raw {
  const items = laws.map(({ law, floor }) => {
    const { label, meaning } = lawOf(law);
    return html`<dt>${label}</dt><dd>${meaning} The true pixels are off by at most ${errorText(lawOf(law), floor)} in nine of ten readings.</dd>`;
  });
  const controls = CONTROLS.map(({ name, meaning }) => html`<dt>${name}</dt><dd>${meaning}</dd>`);
  return html`<details class="more"><summary>How each law is read, and what the controls are</summary><dl class="made how">${items}</dl><h3>Controls</h3><dl class="made how">${controls}</dl></details>`;
}

/** What the section is made of. */
export type PhysicsFound = {
  readonly laws: readonly LawTable[];
  readonly rows: readonly SourceRow[];
  readonly verifier: VerifierFigures;
};

/** The section of report.html. */
export function physicsSection({ laws, rows, verifier }: PhysicsFound, charts: Raw | null): Raw {
  if (laws.length === 0) {
    return html`<h2>Physics, read off the video</h2><p class="aside">No clip lets a law be measured: its bodies share their colours, its camera moves, or nothing happens within the horizon.</p>`;
  }
  return html`<h2>Physics, read off the video</h2><p class="aside">${INTRO}</p>
${physicsTables(laws, rows)}
<p class="aside">Median error with its 95 % interval over episodes, and how many readings are within the tolerance under the law’s name: twice the ninth decile of the floor’s errors, and no less than a stated width. A law is kept (✓) when ${100 * KEPT_SHARE} % of the readings are; one that the frames do not let be made is not.</p>
${charts}
<p>${verifierWords(verifier)}</p>
${howRead(laws)}`;
}

/** The section of report.md. */
export function physicsMarkdown({ laws, rows, verifier }: PhysicsFound): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const body = rows.map(({ source, label, kind }) =>
    line([
      kind === 'control' ? `${label}, known-bad control` : label,
      ...laws.map((table) => {
        const row = rowOf(table, source);
        if (row === undefined) return '–';
        const right = `${Math.round(row.kept * row.n)}/${row.n}`;
        return `${errorText(lawOf(table.law), row.error)} (${row.passes ? 'kept' : 'broken'}, ${right})`;
      }),
    ]),
  );
  const heads = laws.map(
    ({ law, tolerance }) => `${lawOf(law).label} ${toleranceText(lawOf(law), tolerance)}`,
  );
  return [
    '## Physics, read off the video',
    '',
    ...(laws.length === 0
      ? ['No clip lets a law be measured.']
      : [line(['', ...heads]), line(['---', ...laws.map(() => '---')]), ...body]),
    '',
    verifierWords(verifier),
    '',
  ].join('\n');
}
