import { listed } from '../../core/listed.ts';
import { METRICS, type Metric, metricOf } from '../../metrics/metric-ids.ts';
import { html, type Raw, raw } from '../../page/html-text.ts';
import { PAGE_STYLE } from '../../page/page-style.ts';
import { framesWords, signedWords } from '../verdict/verdict-words.ts';
import type { Pair, Ranking } from './rank-models.ts';

/** Where a comparison comes from. */
export type ComparisonFacts = { readonly reports: readonly string[]; readonly fps: number };

const HEADLINES: readonly Metric[] = METRICS.filter(({ headline }) => headline);

const RULE =
  'Paired over episodes, means over scenes. p is corrected for all pairs and both measures (Holm); a difference is significant below 0.05, and a model is called better where both measures are.';

/** Which model is best, and of which that is more than chance. */
export function comparisonSentence({ models, pairs, horizon }: Ranking, fps: number): string {
  const [first = '', ...others] = models;
  const ahead = `${framesWords(horizon, fps)} ahead`;
  const beaten = others.filter((other) => {
    const own = pairs.filter(({ model, against }) => model === first && against === other);
    return own.length > 0 && own.every(({ significant, mean }) => significant && mean > 0);
  });
  if (beaten.length === 0)
    return `${first} has the highest union IoU ${ahead}, and is not shown to be better than any other.`;
  if (beaten.length === others.length)
    return `${first} is significantly better than ${listed(beaten)} ${ahead}.`;
  const open = others.filter((other) => !beaten.includes(other));
  return `${first} is significantly better than ${listed(beaten)} ${ahead}; not shown to be better than ${listed(open)}.`;
}

/** A mean and its interval; `null` where a model has none. */
function figuresOf({ rows }: Ranking, model: string, metric: Metric) {
  const row = rows.find((one) => one.model === model && one.metric === metric.id);
  if (row === undefined) return null;
  const fixed = (value: number): string => value.toFixed(metric.digits);
  return { mean: fixed(row.mean), interval: `${fixed(row.low)} to ${fixed(row.high)}` };
}

const headOf = ({ label, unit, better }: Metric): string =>
  `${label}${unit === '' ? '' : `,\u00a0${unit}`}\u00a0${better === 'higher' ? '↑' : '↓'}`;

const chance = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

const pairCells = (pair: Pair): readonly string[] => {
  const metric = metricOf(pair.metric);
  return [
    `${pair.model} − ${pair.against}`,
    metric.label,
    signedWords(pair.mean, metric),
    `${signedWords(pair.low, metric)} to ${signedWords(pair.high, metric)}`,
    chance(pair.corrected),
    pair.significant ? 'significant' : 'not shown',
  ];
};

const PAIR_HEADS = ['Pair', 'Measure', 'Difference', '95 % interval', 'p', ''] as const;

const table = (heads: readonly string[], lines: readonly (readonly (string | Raw)[])[]): Raw =>
  html`<div class="scroll"><table class="ranks"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines.map((line) => html`<tr>${line.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody></table></div>`;

/** A line a model, best first: its name, and of each headline what `told` makes of it. */
const rankLines = <Cell>(
  ranking: Ranking,
  told: (figures: { readonly mean: string; readonly interval: string }) => Cell,
): (string | Cell)[][] =>
  ranking.models.map((model, i) => [
    `${i + 1}. ${model}`,
    ...HEADLINES.map((metric) => {
      const figures = figuresOf(ranking, model, metric);
      return figures === null ? '–' : told(figures);
    }),
  ]);

const twoLines = ({ mean, interval }: { readonly mean: string; readonly interval: string }): Raw =>
  html`${mean}<small>${interval}</small>`;

/** One self-contained page; it asks the network for nothing and runs no script. */
export function comparisonHtml(ranking: Ranking, { reports, fps }: ComparisonFacts): string {
  const sentence = comparisonSentence(ranking, fps);
  const n = Math.max(0, ...ranking.rows.map((row) => row.n));
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${sentence} · worldwright</title>
<style>${raw(PAGE_STYLE)}</style></head><body><main>
<header><div class="over">worldwright · comparison</div><h1>${sentence}</h1>
<p class="lead">${ranking.models.length} models on the same clips of ${n} episodes. ${RULE}</p></header>
<h2>Ranked by union IoU</h2><p class="aside">${framesWords(ranking.horizon, fps)} ahead, with 95 % intervals.</p>${table(['Model', ...HEADLINES.map(headOf)], rankLines(ranking, twoLines))}
<h2>Each against each</h2><p class="aside">The better-ranked model minus the other.</p>${table(PAIR_HEADS, ranking.pairs.map(pairCells))}
<h2>Compared reports</h2><dl class="made">${reports.map((dir, i) => html`<dt>${i + 1}</dt><dd><code>${dir}</code></dd>`)}</dl>
</main></body></html>
`.html;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const markdownTable = (heads: readonly string[], lines: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...lines].map((line) => `| ${line.map(escaped).join(' | ')} |`).join('\n');

/** The same for a pull request. */
export const comparisonMarkdown = (ranking: Ranking, { fps }: ComparisonFacts): string =>
  [
    `## ${comparisonSentence(ranking, fps)}`,
    RULE,
    markdownTable(
      [`+${ranking.horizon}`, ...HEADLINES.map(headOf)],
      rankLines(ranking, ({ mean, interval }) => `${mean} (${interval})`),
    ),
    markdownTable(PAIR_HEADS, ranking.pairs.map(pairCells)),
    '',
  ].join('\n\n');

/** The same in figures. */
export const comparisonJson = (ranking: Ranking, { reports, fps }: ComparisonFacts): string =>
  `${JSON.stringify({ version: 1, sentence: comparisonSentence(ranking, fps), reports, ...ranking }, null, 2)}\n`;
