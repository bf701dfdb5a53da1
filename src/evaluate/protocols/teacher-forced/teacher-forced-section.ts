import { type Metric, metricOf } from '../../../metrics/metric-ids.ts';
import { html, type Raw, raw } from '../../../page/html-text.ts';
import { legend } from '../../report/curves.ts';
import { horizonChart } from '../../report/horizon-chart.ts';
import { tableHorizons } from '../../report/score-table.ts';
import type { Series } from '../../report/series.ts';
import { ALL_SCENES, type Row } from '../../summarize.ts';
import { EXPOSURE_METRICS, type ExposureBias, FORCED, FREE } from './exposure-bias.ts';
import { gapOf } from './exposure-words.ts';

/** What the two curves are. */
const RULE =
  'Free: the model goes on from its own pictures. Teacher-forced: each frame is predicted from the true frames before it. The gap between the curves is what its own mistakes cost the model: its exposure bias.';

const SERIES: readonly Series[] = [
  { model: FREE, role: 'subject', color: 'var(--model-1)', dash: [], width: 2.25 },
  { model: FORCED, role: 'subject', color: 'var(--model-2)', dash: [5, 3], width: 2.25 },
];

/** Rows of the mean over scenes; of the one scene, where there is no other. */
function overall({ rows }: ExposureBias, metric: Metric['id']): readonly Row[] {
  const here = rows.filter((row) => row.metric === metric);
  const all = here.filter(({ scene }) => scene === ALL_SCENES);
  return all.length > 0 ? all : here;
}

const titleOf = ({ source, context }: ExposureBias): string =>
  `${source}, from ${context} frame${context === 1 ? '' : 's'}`;

async function charts(bias: ExposureBias): Promise<Raw> {
  const figures: Raw[] = [];
  for (const id of EXPOSURE_METRICS) {
    const metric = metricOf(id);
    const svg = await horizonChart(overall(bias, id), metric, SERIES);
    const unit = metric.unit === '' ? '' : `, ${metric.unit}`;
    figures.push(
      html`<figure><figcaption><b>${metric.label}${unit}</b><span>${metric.better} is better</span></figcaption>${raw(svg)}</figure>`,
    );
  }
  return html`<h3>${titleOf(bias)}</h3><div class="charts">${figures}</div>`;
}

const signed = (value: number, digits: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

function gapTable(biases: readonly ExposureBias[], horizon: number): Raw {
  const horizons = tableHorizons(horizon);
  const groups = EXPOSURE_METRICS.map((id) => {
    const { label, digits } = metricOf(id);
    const lines = biases.map((bias) => {
      const cells = horizons.map((h) => {
        const gap = gapOf(bias, id, h);
        if (gap === undefined) return html`<td>–</td>`;
        return html`<td>${signed(gap.mean, digits)}<small>${signed(gap.low, digits)} to ${signed(gap.high, digits)}</small></td>`;
      });
      return html`<tr><td>${titleOf(bias)}</td>${cells}</tr>`;
    });
    return html`<tbody><tr><th colspan="${horizons.length + 1}">${label}</th></tr>${lines}</tbody>`;
  });
  const heads = horizons.map((h) => html`<th scope="col">+${h}</th>`);
  return html`<div class="scroll"><table class="tight"><thead><tr><th scope="col">Free less teacher-forced, frames ahead</th>${heads}</tr></thead>${groups}</table></div>`;
}

/** The section of report.html; the charts are of the models judged. */
export async function teacherForcedSection(
  biases: readonly ExposureBias[],
  subjects: readonly string[],
  horizon: number,
  notes: readonly string[],
): Promise<Raw> {
  const drawn: Raw[] = [];
  for (const bias of biases) if (subjects.includes(bias.source)) drawn.push(await charts(bias));
  return html`<h2>From its own pictures, and from true ones</h2><p class="aside">${RULE}</p>${legend(SERIES)}${drawn}
${gapTable(biases, horizon)}${notes.map((text) => html`<p class="aside">${text}</p>`)}`;
}

/** The section of report.md. */
export function teacherForcedMarkdown(
  sentence: string,
  biases: readonly ExposureBias[],
  horizon: number,
  notes: readonly string[],
): string {
  const horizons = tableHorizons(horizon);
  const lines = biases.flatMap((bias) =>
    EXPOSURE_METRICS.map((id) => {
      const { label, digits } = metricOf(id);
      const cells = horizons.map((h) => {
        const gap = gapOf(bias, id, h);
        return gap === undefined ? '–' : signed(gap.mean, digits);
      });
      return `| ${[titleOf(bias), label, ...cells].join(' | ')} |`;
    }),
  );
  const head = `| free less teacher-forced | | ${horizons.map((h) => `+${h}`).join(' | ')} |`;
  return [
    '## Teacher-forced',
    sentence,
    [head, `|${'---|'.repeat(horizons.length + 2)}`, ...lines].join('\n'),
    ...notes,
  ].join('\n\n');
}
