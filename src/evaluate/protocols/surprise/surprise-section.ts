import { type Chart, drawChart } from '../../../page/draw-chart.ts';
import { html, type Raw, raw } from '../../../page/html-text.ts';
import { legend } from '../../report/curves.ts';
import type { ModelFacts } from '../../report/report.ts';
import { type Series, seriesOf } from '../../report/series.ts';
import { ALL_LAWS, type SurpriseRow } from './summarize-surprise.ts';
import { CHANCE, lawName, percent } from './surprise-words.ts';

/** What a reader must know before the figures. */
const RULE =
  'Twins are two films that are one until a law of physics is broken in the second. The model sees the last frames in which the body is in view before that, predicts freely, and its one prediction is compared with both films from where they part: the nearer film has the lower mean squared error over all pixels. Asked of each pair of twins by each of its cameras, and averaged over these.';

/** Why a baseline may stand far from chance. */
const READING =
  'Half of the pairs is what a model without a preference gets. The twins are not balanced: a frozen picture is near to a body that hovers, and a picture that fades is near to a body that vanishes. So read a model beside the baselines, law by law, and not beside chance alone.';

/** Laws in the order of the table: all of them first. */
const lawsOf = (rows: readonly SurpriseRow[]): string[] => [...new Set(rows.map(({ law }) => law))];

function chartOf(rows: readonly SurpriseRow[], series: readonly Series[]): Chart {
  const y = { field: 'law', type: 'nominal', sort: null, title: null, axis: { grid: false } } as const;
  const x = {
    field: 'accuracy',
    type: 'quantitative',
    scale: { domain: [0, 100] },
    title: 'nearer to the possible film, % of pairs',
  } as const;
  const values = rows
    .filter(({ measure }) => measure === 'frame')
    .map(({ source, law, accuracy, low, high }) => ({
      ...{ source, law: lawName(law), accuracy: 100 * accuracy, low: 100 * low, high: 100 * high },
    }));
  const marks = series.map(({ model, role, color }) => {
    const subject = role === 'subject';
    const point = subject ? { fill: color } : { fill: 'none', stroke: color, strokeWidth: 1.5 };
    return {
      transform: [{ filter: { field: 'source', equal: model } }],
      layer: [
        ...(subject
          ? [
              {
                mark: { type: 'rule', stroke: color, strokeWidth: 2, opacity: 0.5 },
                encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
              },
            ]
          : []),
        {
          mark: { type: 'point', opacity: 1, size: subject ? 60 : 36, ...point },
          encoding: { x, y },
        },
      ],
    };
  });
  const chance = {
    mark: { type: 'rule', stroke: 'var(--muted)', strokeDash: [4, 3] },
    encoding: { x: { datum: 100 * CHANCE, type: 'quantitative' } },
  };
  return { values, layers: [chance, ...marks.reverse()], width: 520, height: 26 * lawsOf(rows).length };
}

/** Accuracy of every source, law by law. */
function table(rows: readonly SurpriseRow[], models: readonly ModelFacts[]): Raw {
  const laws = lawsOf(rows);
  const heads = laws.map((law) => {
    const n = rows.find((row) => row.law === law)?.n ?? 0;
    return html`<th scope="col">${lawName(law)}<br>${n} pair${n === 1 ? '' : 's'}</th>`;
  });
  const lines = models.flatMap(({ name, role }) => {
    const own = rows.filter(({ source, measure }) => source === name && measure === 'frame');
    if (own.length === 0) return [];
    const cells = laws.map((law) => {
      const row = own.find((one) => one.law === law);
      return row === undefined
        ? html`<td>–</td>`
        : html`<td>${percent(row.accuracy)} %<small>${percent(row.low)} to ${percent(row.high)}</small></td>`;
    });
    return [html`<tr class="${role}"><td>${name}</td>${cells}</tr>`];
  });
  return html`<div class="scroll"><table><thead><tr><th scope="col">Nearer to the possible film</th>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** By how much the answer over the bodies alone differs. */
function foregroundNote(rows: readonly SurpriseRow[], models: readonly ModelFacts[]): Raw {
  const said = models.flatMap(({ name }) => {
    const row = rows.find(
      ({ source, law, measure }) => source === name && law === ALL_LAWS && measure === 'foreground',
    );
    return row === undefined ? [] : [`${name} ${percent(row.accuracy)} %`];
  });
  return html`<p class="aside">Over the pixels of the moving bodies of both films alone: ${said.join(', ')}.</p>`;
}

/** The section of report.html. */
export async function surpriseSection(
  rows: readonly SurpriseRow[],
  models: readonly ModelFacts[],
  notAsked: readonly string[],
  films: readonly Raw[],
): Promise<Raw> {
  const series = seriesOf(models).filter(({ model }) => rows.some(({ source }) => source === model));
  const chart = raw(await drawChart(chartOf(rows, series)));
  return html`<h2>Surprise: what can happen, and what cannot</h2><p class="aside">${RULE}</p>
${legend(series)}<div class="charts wide"><figure><figcaption><b>By law broken</b><span>dashed: chance; bars: 95 % of the models judged</span></figcaption>${chart}</figure></div>
${table(rows, models)}${foregroundNote(rows, models)}<p class="aside">${READING}</p>
${films}${notAsked.map((text) => html`<p class="aside">${text}</p>`)}`;
}

/** The section of report.md. */
export function surpriseMarkdown(
  sentence: string,
  rows: readonly SurpriseRow[],
  models: readonly ModelFacts[],
  notAsked: readonly string[],
): string {
  const laws = lawsOf(rows);
  const head = laws.map((law) => `${lawName(law)} (${rows.find((row) => row.law === law)?.n ?? 0})`);
  const lines = models.flatMap(({ name }) => {
    const own = rows.filter(({ source, measure }) => source === name && measure === 'frame');
    if (own.length === 0) return [];
    const cells = laws.map((law) => {
      const row = own.find((one) => one.law === law);
      return row === undefined
        ? '–'
        : `${percent(row.accuracy)} % (${percent(row.low)} to ${percent(row.high)})`;
    });
    return [`| ${[name, ...cells].join(' | ')} |`];
  });
  return [
    '## Surprise',
    sentence,
    'Nearer to the possible film than to the impossible one, % of pairs; in brackets the pairs, and 95 % intervals (Wilson). Chance is 50 %.',
    [`| ${['', ...head].join(' | ')} |`, `|${'---|'.repeat(laws.length + 1)}`, ...lines].join('\n'),
    ...notAsked,
  ].join('\n\n');
}
