import { type Metric, metricOf } from '../../metrics/metric-ids.ts';
import { html, type Raw } from '../../page/html-text.ts';
import { tabs } from '../../page/tabs.ts';
import { MOTION_METRICS, outcomeOf } from '../verdict/claims.ts';
import { signedWords } from '../verdict/verdict-words.ts';
import type { Report } from './report.ts';
import { sceneLabel, scenesOf, tableHorizons } from './score-table.ts';
import { subjectNames } from './subject-names.ts';

/** Differences at which a cell has its full colour: IoU, and dB. */
const FULL = { union_iou: 0.2, foreground_psnr: 4 } as Readonly<Record<string, number>>;

/** A model at one scene and horizon: its mean, and what it gains over the baseline that is hardest to beat there. */
function cell(
  report: Report,
  metric: Metric,
  place: { readonly model: string; readonly scene: string; readonly horizon: number },
): Raw {
  const here = (row: { model: string; scene: string; metric: string; horizon: number }): boolean =>
    row.model === place.model &&
    row.scene === place.scene &&
    row.metric === metric.id &&
    row.horizon === place.horizon;
  const row = report.rows.find(here);
  if (row === undefined) return html`<td>–</td>`;
  const differences = report.comparisons.filter(here);
  const least = differences.toSorted((a, b) => a.mean - b.mean)[0];
  const outcomes = differences.map((found) => outcomeOf(found, metric));
  const tone = outcomes.includes('worse')
    ? 'lost'
    : outcomes.length > 0 && outcomes.every((outcome) => outcome === 'better')
      ? 'won'
      : '';
  const size = Math.abs(least?.mean ?? 0) / (FULL[metric.id] ?? 1);
  const heat = tone === '' ? 0 : Math.round(12 + 38 * Math.min(1, size));
  const change = least === undefined ? null : html`<small>${signedWords(least.mean, metric)}</small>`;
  return html`<td class="heat ${tone}" style="--heat: ${heat}%">${row.mean.toFixed(metric.digits)}${change}</td>`;
}

function modelTable(report: Report, metric: Metric, model: string): Raw {
  const horizons = tableHorizons(report.protocol.horizon);
  const scenes = scenesOf(report.rows);
  const lines = (scenes.length > 2 ? scenes : scenes.slice(-1)).map(
    (scene) =>
      html`<tr><td>${sceneLabel(scene)}</td>${horizons.map((horizon) => cell(report, metric, { model, scene, horizon }))}</tr>`,
  );
  const unit = metric.unit === '' ? '' : `, ${metric.unit}`;
  const heads = horizons.map((h) => html`<th scope="col">+${h}</th>`);
  return html`<div class="scroll"><table><thead><tr><th scope="col">${model}: ${metric.label}${unit}</th>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** Scene by horizon: where each judged model beats the baselines, where one of them beats it, and where neither is clear. */
export function heatTables(report: Report): Raw {
  const subjects = subjectNames(report.models);
  const panes = MOTION_METRICS.map((id) => {
    const metric = metricOf(id);
    return {
      label: metric.label,
      content: html`${subjects.map((model) => modelTable(report, metric, model))}`,
    };
  });
  return html`<p class="aside"><span class="key won"></span>better than every baseline <span class="key lost"></span>worse than one <span class="key"></span>not clear: an interval holds zero. Small: the difference from the baseline that is hardest to beat there; stronger colour is a larger one.</p>
${tabs('heat', 'Measure', panes)}`;
}
