import { type Chart, drawChart } from '../../../page/draw-chart.ts';
import { html, type Raw, raw } from '../../../page/html-text.ts';
import type { ModelFacts } from '../../report/report.ts';
import { seriesOf } from '../../report/series.ts';
import { withInterval } from '../figure-words.ts';
import { intervalHtml } from '../interval-html.ts';
import { policyName } from './policy-words.ts';
import type { PolicyRow, RankingRow } from './summarize-policies.ts';

/** What a reader must know before the figures. */
const RULE =
  'Five policies, from an expert to random actions, are played from the same recorded starts: once in the simulator, and once in the model’s dream. Each decides from pictures alone, the simulator’s or the dream’s, so that errors of a dream feed back into what is done. The return is how much nearer the body of the task came to its goal from the last context frame to the last frame, m. In the simulator it is exact. In the dream it is read off the pixels: the middle of the largest connected part of the body’s pixels, by the colour rule, as the camera sees it on the level plane in which its centre began. A body that fades stays where it was last seen. The last column of the ranking counts the last pictures that show a part of it alone, and those that do not show it. On the dashed line of the chart the dream says what the simulator does.';

const READING =
  'The row simulator, by its pixels, sends the simulator’s own pictures through the same reading: what it misses of the exact return is the reading’s error. Correlations and rank violation are over the five policies’ means; starts are resampled. The regret is what it truly costs to take the policy that ranks first in the dream.';

function calibration(rows: readonly PolicyRow[], color: string): Chart {
  const ranked = [...rows].sort((a, b) => a.truth.mean - b.truth.mean);
  // Neighbours stand close together: every other name goes below its point.
  const values = ranked.map(({ share, truth, seen }, place) => ({
    ...{ policy: policyName(share), below: place % 2 === 1 },
    ...{ truth: truth.mean, truthLow: truth.low, truthHigh: truth.high },
    ...{ seen: seen.mean, seenLow: seen.low, seenHigh: seen.high },
  }));
  const all = rows.flatMap(({ truth, seen }) => [truth.low, truth.high, seen.low, seen.high]);
  const [least, most] = [Math.min(0, ...all), Math.max(0.01, ...all)];
  const axis = (field: string, title: string) =>
    ({ field, type: 'quantitative', title, scale: { domain: [least, most], nice: true } }) as const;
  const x = axis('truth', 'return in the simulator, m');
  const y = axis('seen', 'return in the dream, m');
  const names = (below: boolean) => ({
    transform: [{ filter: { field: 'below', equal: below } }],
    mark: { type: 'text', dx: 7, dy: below ? 12 : -8, align: 'left', fill: 'var(--text)', fontSize: 10 },
    encoding: { x, y, text: { field: 'policy', type: 'nominal' } },
  });
  const bar = { type: 'rule', stroke: color, strokeWidth: 1.5, opacity: 0.5 } as const;
  return {
    values,
    layers: [
      {
        data: { values: [least, most].map((value) => ({ truth: value, seen: value })) },
        mark: { type: 'line', stroke: 'var(--muted)', strokeDash: [4, 3], strokeWidth: 1 },
        encoding: { x, y },
      },
      { mark: bar, encoding: { x: { ...x, field: 'truthLow' }, x2: { field: 'truthHigh' }, y } },
      { mark: bar, encoding: { x, y: { ...y, field: 'seenLow' }, y2: { field: 'seenHigh' } } },
      { mark: { type: 'point', size: 50, fill: color, opacity: 1, strokeWidth: 0 }, encoding: { x, y } },
      names(false),
      names(true),
    ],
    width: 280,
    height: 240,
  };
}

/** The order of the sources: as the models stand in the report, then the simulator's own pictures. */
const sourcesOf = (rows: readonly PolicyRow[]): string[] => [...new Set(rows.map(({ source }) => source))];

function returnsTable(policies: readonly PolicyRow[]): Raw {
  const shares = [...new Set(policies.map(({ share }) => share))];
  const first = sourcesOf(policies)[0];
  const truths = policies.filter(({ source }) => source === first);
  const lines = sourcesOf(policies).map((name) => {
    const own = policies.filter(({ source }) => source === name);
    return html`<tr><td>${name}</td>${own.map(({ seen }) => html`<td>${intervalHtml(seen, 3)}</td>`)}</tr>`;
  });
  const heads = shares.map((share) => html`<th scope="col">${policyName(share)}</th>`);
  const rates = truths.map(({ successRate }) => html`<td>${(100 * successRate).toFixed(0)} %</td>`);
  return html`<div class="scroll"><table><thead><tr><th scope="col">Return, m</th>${heads}</tr></thead><tbody><tr><td>simulator, exact</td>${truths.map(({ truth }) => html`<td>${intervalHtml(truth, 3)}</td>`)}</tr>${lines}<tr class="truth"><td>task succeeded in the simulator</td>${rates}</tr></tbody></table></div>`;
}

/** Last pictures that do not show the body of the task whole. */
const unsureOf = ({ partly, unseen, ends }: RankingRow): string => `${partly}, ${unseen} of ${ends}`;

function rankingTable(rankings: readonly RankingRow[]): Raw {
  const lines = rankings.map(
    (row) =>
      html`<tr><td>${row.source}</td><td>${intervalHtml(row.spearman)}</td><td>${intervalHtml(row.pearson)}</td><td>${intervalHtml(row.rankViolation, 3)}</td><td>${intervalHtml(row.bias, 3)}</td><td>${policyName(row.chosen)}</td><td>${intervalHtml(row.regret, 3)}</td><td>${unsureOf(row)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="tight"><thead><tr><th scope="col">Ranking by the dream</th><th scope="col">Spearman</th><th scope="col">Pearson</th><th scope="col">rank violation, m</th><th scope="col">bias, m</th><th scope="col">would choose</th><th scope="col">regret, m</th><th scope="col">in part, unseen</th></tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** The section of report.html. */
export async function policySection(
  policies: readonly PolicyRow[],
  rankings: readonly RankingRow[],
  models: readonly ModelFacts[],
): Promise<Raw> {
  const charts: Raw[] = [];
  for (const { model, role, color } of seriesOf(models)) {
    const own = policies.filter(({ source }) => source === model);
    if (role !== 'subject' || own.length === 0) continue;
    const svg = raw(await drawChart(calibration(own, color)));
    charts.push(
      html`<figure><figcaption><b>Calibration</b><span>${model}</span></figcaption>${svg}</figure>`,
    );
  }
  return html`<h2>Policy: would the dream choose the right one?</h2><p class="aside">${RULE}</p>
<div class="charts">${charts}</div>${returnsTable(policies)}<p class="aside">${READING}</p>${rankingTable(rankings)}`;
}

/** The section of report.md. */
export function policyMarkdown(sentence: string, rankings: readonly RankingRow[]): string {
  const lines = rankings.map(
    (row) =>
      `| ${[row.source, withInterval(row.spearman), withInterval(row.pearson), withInterval(row.rankViolation, 3), withInterval(row.bias, 3), policyName(row.chosen), withInterval(row.regret, 3), unsureOf(row)].join(' | ')} |`,
  );
  return [
    '## Policy',
    sentence,
    'Returns are m that the body of the task came nearer to its goal: exact in the simulator, read off the pixels in the dream. 95 % intervals over starts.',
    [
      '| | Spearman | Pearson | rank violation, m | bias, m | would choose | regret, m | in part, unseen |',
      `|${'---|'.repeat(8)}`,
      ...lines,
    ].join('\n'),
  ].join('\n\n');
}
