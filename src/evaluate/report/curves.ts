import { METRICS, type Metric } from '../../metrics/metric-ids.ts';
import { html, type Raw, raw } from '../../page/html-text.ts';
import { type Tab, tabs } from '../../page/tabs.ts';
import { ALL_SCENES, type Row } from '../summarize.ts';
import { horizonChart } from './horizon-chart.ts';
import type { Report } from './report.ts';
import { moreMeasures, sceneLabel, scenesOf } from './score-table.ts';
import { type Series, seriesOf } from './series.ts';

/** What line belongs to which model. */
export function legend(series: readonly Series[]): Raw {
  const keys = series.map(
    ({ model, color, dash, width }) =>
      html`<span><svg viewBox="0 0 28 8" aria-hidden="true"><line x1="1" x2="27" y1="4" y2="4" stroke="${color}" stroke-width="${width}" stroke-dasharray="${dash.join(' ')}" stroke-linecap="round"/></svg>${model}</span>`,
  );
  return html`<div class="legend">${keys}</div>`;
}

/** One measure's chart. */
async function figure(rows: readonly Row[], metric: Metric, series: readonly Series[]): Promise<Raw> {
  const svg = await horizonChart(rows, metric, series);
  const unit = metric.unit === '' ? '' : `, ${metric.unit}`;
  return html`<figure><figcaption><b>${metric.label}${unit}</b><span>${metric.better} is better</span></figcaption>${raw(svg)}</figure>`;
}

/** Every measure over the horizon, one group of charts a scene, the headlines in sight. */
export async function curves(report: Report): Promise<Raw> {
  const series = seriesOf(report.models);
  const scenes = scenesOf(report.rows);
  const shown = scenes.length > 2 ? scenes : scenes.filter((scene) => scene !== ALL_SCENES);
  const panes: Tab[] = [];
  for (const scene of shown) {
    const charts = { headline: [] as Raw[], more: [] as Raw[] };
    for (const metric of METRICS) {
      const rows = report.rows.filter((row) => row.scene === scene && row.metric === metric.id);
      // A mean over scenes needs a value in each of them; without one there is nothing to draw.
      if (rows.length > 0)
        charts[metric.headline ? 'headline' : 'more'].push(await figure(rows, metric, series));
    }
    const more = moreMeasures(METRICS, [html`<div class="charts">${charts.more}</div>`]);
    panes.push({
      label: sceneLabel(scene),
      content: html`<div class="charts">${charts.headline}</div>${more}`,
    });
  }
  return html`${legend(series)}${tabs('curves', 'Scene', panes)}`;
}
