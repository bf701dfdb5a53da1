import { METRIC_GROUPS, METRICS, type Metric } from '../../metrics/metric-ids.ts';
import { html, type Raw } from '../../page/html-text.ts';
import { tabs } from '../../page/tabs.ts';
import { ALL_SCENES, type Row } from '../summarize.ts';
import type { ModelFacts, Report } from './report.ts';

/** The horizons of a table: 1, 2, 4, 8 … and the last. */
export function tableHorizons(horizon: number): number[] {
  const doubled = Array.from({ length: 12 }, (_, i) => 2 ** i).filter((h) => h < horizon);
  return [...doubled, horizon];
}

/** A scene's name as the page shows it. */
export const sceneLabel = (scene: string): string => (scene === ALL_SCENES ? 'Mean over scenes' : scene);

/** Scenes in the order in which the page shows them: the mean over scenes first. */
export function scenesOf(rows: readonly Row[]): string[] {
  const scenes = [...new Set(rows.map((row) => row.scene))].sort();
  const all = scenes.filter((scene) => scene === ALL_SCENES);
  return [...all, ...scenes.filter((scene) => scene !== ALL_SCENES)];
}

function cell(row: Row | undefined, metric: Metric, best: boolean): Raw {
  if (row === undefined) return html`<td>–</td>`;
  const fixed = (value: number): string => value.toFixed(metric.digits);
  const name = best ? 'best' : '';
  return html`<td class="${name}">${fixed(row.mean)}<small>${fixed(row.low)} to ${fixed(row.high)}</small></td>`;
}

/** Whether a row is a model's own: neither a bound nor the truth. */
const isModel = (role: ModelFacts['role'] | undefined): boolean => role === 'subject' || role === 'baseline';

/** The best mean that a model has: neither a bound nor the truth. */
function bestOf(rows: readonly Row[], models: readonly ModelFacts[], metric: Metric): number {
  const judged = rows.filter((row) => isModel(models.find(({ name }) => name === row.model)?.role));
  const means = judged.map((row) => row.mean);
  return metric.better === 'higher' ? Math.max(...means) : Math.min(...means);
}

function metricTable(report: Report, metric: Metric): Raw {
  const horizons = tableHorizons(report.protocol.horizon);
  const rows = report.rows.filter((row) => row.metric === metric.id);
  const several = scenesOf(rows).length > 2;
  const scenes = scenesOf(rows).filter((scene) => several || scene !== ALL_SCENES);
  const groups = scenes.map((scene) => {
    const here = rows.filter((row) => row.scene === scene);
    const n = Math.max(0, ...here.map((row) => row.n));
    const lines = report.models.map(({ name, role }) => {
      const cells = horizons.map((horizon) => {
        const column = here.filter((row) => row.horizon === horizon);
        const row = column.find(({ model }) => model === name);
        const best = isModel(role) && row !== undefined && row.mean === bestOf(column, report.models, metric);
        return cell(row, metric, best);
      });
      return html`<tr class="${role}"><td>${name}</td>${cells}</tr>`;
    });
    const heading = html`<tr><th colspan="${horizons.length + 1}">${sceneLabel(scene)} <span class="aside">n = ${n} episodes</span></th></tr>`;
    return html`<tbody>${heading}${lines}</tbody>`;
  });
  const unit = metric.unit === '' ? '' : `, ${metric.unit}`;
  const heads = horizons.map((h) => html`<th scope="col">+${h}</th>`);
  return html`<p class="aside">${metric.meaning} ${metric.better === 'higher' ? 'Higher' : 'Lower'} is better.</p>
<div class="scroll"><table><thead><tr><th scope="col">${metric.label}${unit}, frames ahead</th>${heads}</tr></thead>${groups}</table></div>`;
}

/** Every measure as a table, scene by scene, over the horizon: by group, the headlines in sight. */
export function scoreTables(report: Report): Raw {
  return tabs(
    'table',
    'Measures',
    METRIC_GROUPS.map(({ id, label }) => {
      const here = METRICS.filter(({ group }) => group === id);
      const tables = (headline: boolean): Raw[] =>
        here.filter((metric) => metric.headline === headline).map((metric) => metricTable(report, metric));
      return { label, content: html`${tables(true)}${moreMeasures(here, tables(false))}` };
    }),
  );
}

/** What stands below the headlines, folded away under the names of what it holds. */
export function moreMeasures(metrics: readonly Metric[], content: readonly Raw[]): Raw | null {
  if (content.length === 0) return null;
  const names = metrics.filter(({ headline }) => !headline).map(({ label }) => label);
  return html`<details class="more"><summary>More: ${names.join(', ')}</summary>${content}</details>`;
}
