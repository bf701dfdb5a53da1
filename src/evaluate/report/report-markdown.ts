import { METRICS, type Metric } from '../../metrics/metric-ids.ts';
import { ALL_SCENES, type Row } from '../summarize.ts';
import { verdictHorizon } from '../verdict-horizon.ts';
import { absentRows } from './absent-rows.ts';
import type { Report } from './report.ts';
import { sceneLabel, scenesOf } from './score-table.ts';

/** Text that stands for itself in a table's cell. */
const cellText = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

const arrow = ({ better }: Metric): string => (better === 'higher' ? '↑' : '↓');

/** A mean with its interval; in bold where it is the best of the models. */
function figure(row: Row | undefined, metric: Metric, best: boolean): string {
  if (row === undefined) return '–';
  const fixed = (value: number): string => value.toFixed(metric.digits);
  const text = `${fixed(row.mean)} (${fixed(row.low)}…${fixed(row.high)})`;
  return best ? `**${text}**` : text;
}

/** Rows of one scene at one horizon: a line a model, a column a measure. */
function sceneTable(report: Report, scene: string, horizon: number): string {
  const metrics = METRICS.filter(({ headline }) => headline);
  const here = report.rows.filter((row) => row.scene === scene && row.horizon === horizon);
  const judged = new Set(
    report.models.filter(({ role }) => role === 'subject' || role === 'baseline').map(({ name }) => name),
  );
  const bestOf = (metric: Metric): number => {
    const means = here
      .filter((row) => row.metric === metric.id && judged.has(row.model))
      .map((row) => row.mean);
    return metric.better === 'higher' ? Math.max(...means) : Math.min(...means);
  };
  const rows = report.models.map(({ name }) => [
    cellText(name),
    ...metrics.map((metric) => {
      const row = here.find((one) => one.model === name && one.metric === metric.id);
      return figure(row, metric, judged.has(name) && row?.mean === bestOf(metric));
    }),
  ]);
  const heads = metrics.map(
    (metric) => `${metric.label}${metric.unit === '' ? '' : `, ${metric.unit}`} ${arrow(metric)}`,
  );
  return table(['', ...heads], rows);
}

function requirements(report: Report): string[] {
  if (report.requirements.length === 0) return [];
  const items = report.requirements.map(
    ({ text, found, met }) => `- ${met ? '✓ met' : '✗ missed'}: \`${text}\`, ${found}`,
  );
  return ['### Requirements', items.join('\n')];
}

/**
 * A report as a comment on a pull request: the verdict, the tables at the verdict's horizon, and what each protocol
 * says.
 *
 * @param sections - Of the protocols, headings included.
 */
export function reportMarkdown(report: Report, sections: readonly string[]): string {
  const { verdict, protocol, datasets, toolkitVersion } = report;
  const at = verdictHorizon(protocol.horizon);
  const scenes = scenesOf(report.rows);
  const [first, ...others] = scenes.length > 2 ? scenes : scenes.filter((scene) => scene !== ALL_SCENES);
  const data = datasets.map(({ name, clips, episodes }) => `${name} (${episodes} episodes, ${clips} clips)`);
  const parts = [
    `## ${verdict.headline}`,
    verdict.details.join(' '),
    ...(verdict.cautions.length > 0 ? [verdict.cautions.map((text) => `> ${text}`).join('\n>\n')] : []),
    ...requirements(report),
    `### ${at} frames ahead: ${sceneLabel(first ?? '')}`,
    first === undefined ? '' : sceneTable(report, first, at),
    ...others.map(
      (scene) =>
        `<details><summary>${cellText(scene)}</summary>\n\n${sceneTable(report, scene, at)}\n\n</details>`,
    ),
    ...sections,
    absentRows(report.models).join(' '),
    `Means with 95 % intervals over episodes; best of the models in bold. ${protocol.context} frames seen, ${protocol.horizon} predicted. Data: ${data.join(', ')}. worldwright ${toolkitVersion}; every figure is in \`report.json\`.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
