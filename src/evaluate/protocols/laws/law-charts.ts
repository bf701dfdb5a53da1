import { type Chart, drawChart } from '../../../page/draw-chart.ts';
import { html, type Raw, raw } from '../../../page/html-text.ts';
import { legend } from '../../report/curves.ts';
import type { Series } from '../../report/series.ts';
import type { SourceReading } from './kept-laws.ts';
import { lawOf } from './law-words.ts';
import type { LawId } from './physics-law.ts';

/** Laws whose true values are numbers of the world: what is read stands over what is true. */
const CHARTED: readonly LawId[] = ['gravity', 'restitution', 'friction', 'period'];

/** How far beyond the true values, in their span or a fifth of the greatest, a chart goes; what lies out is at its edge. */
const MARGIN = 1;

/** Points of a law, and the line on which they ought to lie. */
function chartSpec(readings: readonly SourceReading[], series: readonly Series[]): Chart {
  const truths = readings.map(({ truth }) => truth);
  const [least, most] = [Math.min(...truths), Math.max(...truths)];
  const margin = MARGIN * Math.max(most - least, Math.abs(most) / 5);
  const [low, high] = [least - margin, most + margin];
  const shown = (value: number): number => Math.min(high, Math.max(low, value));
  const x = {
    field: 'truth',
    type: 'quantitative',
    scale: { domain: [low, high], nice: false },
    axis: { title: 'true', grid: false },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    scale: { domain: [low, high], nice: false },
    title: null,
  } as const;
  const pointsOf = ({ model, color, role }: Series) => ({
    transform: [{ filter: { field: 'source', equal: model } }],
    mark: {
      type: 'point',
      shape: role === 'truth' ? 'cross' : 'circle',
      stroke: color,
      size: 28,
      strokeWidth: 1.3,
      opacity: 0.8,
    },
    encoding: { x, y },
  });
  return {
    values: [
      ...readings.flatMap(({ source, truth, value }) =>
        value === null ? [] : [{ source, truth, value: shown(value) }],
      ),
      { source: 'line', truth: low, value: low },
      { source: 'line', truth: high, value: high },
    ],
    layers: [
      {
        transform: [{ filter: { field: 'source', equal: 'line' } }],
        mark: { type: 'line', stroke: 'var(--rule)', strokeWidth: 1 },
        encoding: { x, y },
      },
      ...series.map(pointsOf),
    ],
  };
}

/** What is read over what is true, of the models that are judged and of the truth's own pixels. */
export async function lawCharts(
  readings: readonly SourceReading[],
  series: readonly Series[],
): Promise<Raw | null> {
  const drawn = series.filter(({ role }) => role === 'subject' || role === 'truth');
  const figures: Raw[] = [];
  for (const id of CHARTED) {
    const here = readings.filter(
      ({ law, source }) => law === id && drawn.some(({ model }) => model === source),
    );
    if (here.length === 0) continue;
    const { label, unit } = lawOf(id);
    const svg = await drawChart(chartSpec(here, drawn));
    figures.push(
      html`<figure><figcaption><b>${label}${unit === '' ? '' : `, ${unit}`}</b><span>read over true</span></figcaption>${raw(svg)}</figure>`,
    );
  }
  return figures.length === 0 ? null : html`${legend(drawn)}<div class="charts">${figures}</div>`;
}
