import { createHash } from 'node:crypto';
import { METRIC_GROUPS, METRICS, type Metric, type MetricId, metricOf } from '../../metrics/metric-ids.ts';
import { MOTION_LEVEL, MOTION_REACH } from '../../metrics/moved-pixels.ts';
import { PROTOTYPE_MERGE, PROTOTYPE_TAU } from '../../metrics/prototype-masks.ts';
import { clipPlayer, createSpriteSheet, type SpriteSheet } from '../../page/clip-player.ts';
import { html, type Raw, raw } from '../../page/html-text.ts';
import { PAGE_STYLE } from '../../page/page-style.ts';
import { PLAYER_SCRIPT } from '../../page/player-script.ts';
import type { ShownClip } from '../../page/shown-clip.ts';
import { tabs } from '../../page/tabs.ts';
import { unbrokenWords } from '../../page/unbroken-words.ts';
import type { Failures } from '../failures.ts';
import { ALL_SCENES } from '../summarize.ts';
import { CLAIM_LEVEL } from '../verdict/claims.ts';
import { verdictHorizon } from '../verdict-horizon.ts';
import { absentRows } from './absent-rows.ts';
import { curves } from './curves.ts';
import { failureTable } from './failure-section.ts';
import { heatTables } from './heat-table.ts';
import { provenance } from './provenance.ts';
import type { Report } from './report.ts';
import { commandLine, costTable } from './run-section.ts';
import { scoreTables } from './score-table.ts';
import { sliceTables } from './slice-tables.ts';

const TILES: readonly MetricId[] = ['union_iou', 'foreground_psnr', 'centroid_px', 'presence'];

const RANKS: readonly ShownClip['rank'][] = ['median', 'best', 'worst'];

function tile(report: Report, model: string, metric: Metric): Raw | null {
  const at = verdictHorizon(report.protocol.horizon);
  const here = <T extends { model: string; scene: string; metric: MetricId; horizon: number }>(
    row: T,
  ): boolean =>
    row.model === model && row.scene === ALL_SCENES && row.metric === metric.id && row.horizon === at;
  const row = report.rows.find(here);
  if (row === undefined) return null;
  // Against the reference, which comes first.
  const change = report.comparisons.find(here);
  const fixed = (value: number): string => value.toFixed(metric.digits);
  const sign = (value: number): string => `${value < 0 ? '−' : '+'}${fixed(Math.abs(value))}`;
  const gains = change !== undefined && (metric.better === 'higher' ? change.low > 0 : change.high < 0);
  const loses = change !== undefined && (metric.better === 'higher' ? change.high < 0 : change.low > 0);
  const tone = gains ? 'good' : loses ? 'bad' : '';
  const unit = metric.unit === '' ? null : html` <small>${metric.unit}</small>`;
  const against =
    change === undefined
      ? null
      : html`<div class="change"><span class="${tone}">${sign(change.mean)}</span> against ${change.against}</div>`;
  return html`<div class="tile"><div class="name">${metric.label} at +${at}</div><div class="value">${fixed(row.mean)}${unit}</div><div class="change">${fixed(row.low)} to ${fixed(row.high)}</div>${against}</div>`;
}

function tiles(report: Report): Raw[] {
  const subjects = report.models.filter(({ role }) => role === 'subject');
  return subjects.map(({ name }) => {
    const title = subjects.length > 1 ? html`<p class="tiles-title">${name}</p>` : null;
    const made = TILES.map((id) => tile(report, name, metricOf(id))).filter((item) => item !== null);
    return html`${title}<div class="tiles">${made}</div>`;
  });
}

function requirements(report: Report): Raw | null {
  if (report.requirements.length === 0) return null;
  const items = report.requirements.map(
    ({ text, found, met }) =>
      html`<li><b class="${met ? 'good' : 'bad'}">${met ? 'met' : 'missed'}</b> <code>${text}</code>: ${found}</li>`,
  );
  return html`<ul class="verdicts">${items}</ul>`;
}

function heading(report: Report): Raw {
  const { verdict, protocol, datasets } = report;
  const total = (key: 'episodes' | 'clips'): number => datasets.reduce((sum, data) => sum + data[key], 0);
  const first = datasets[0];
  const scenes = new Set(report.rows.filter((row) => row.scene !== ALL_SCENES).map((row) => row.scene)).size;
  const cautions = verdict.cautions.map((text) => html`<p>${text}</p>`);
  const size =
    first === undefined
      ? null
      : html`<span><b>${first.width} × ${first.height}</b> px at <b>${first.fps}</b> fps</span>`;
  return html`<header><div class="over">worldwright · evaluation</div><h1>${unbrokenWords(verdict.headline)}</h1>
${verdict.details.map((text) => html`<p class="lead">${text}</p>`)}
${cautions.length > 0 ? html`<div class="cautions">${cautions}</div>` : null}${requirements(report)}
${tiles(report)}
<div class="facts"><span><b>${scenes}</b> scene${scenes === 1 ? '' : 's'}</span><span><b>${total('episodes')}</b> episodes</span><span><b>${total('clips')}</b> clips</span><span><b>${protocol.context}</b> frames seen, <b>${protocol.horizon}</b> predicted</span>${size}</div></header>`;
}

/** Characters that a page's pictures may take, so that it stays below 25 MB: clips beyond them are left out. */
const MAX_PICTURES = 20 * 2 ** 20;

/** Players of clips, as many as the page has room for. */
async function players(clips: readonly ShownClip[], sheet: SpriteSheet): Promise<Raw[]> {
  const made: Raw[] = [];
  for (const clip of clips) if (sheet.size() < MAX_PICTURES) made.push(await clipPlayer(clip, sheet));
  if (made.length < clips.length) {
    made.push(
      html`<p class="aside">${clips.length - made.length} more clips are left out to keep the page small; worldwright view shows all.</p>`,
    );
  }
  return made;
}

async function clipSection(clips: readonly ShownClip[], model: string, sheet: SpriteSheet): Promise<Raw> {
  const panes = [];
  for (const rank of RANKS) {
    const own = clips.filter((clip) => clip.model === model && clip.rank === rank && clip.note === undefined);
    const made = await players(own, sheet);
    if (made.length > 0)
      panes.push({ label: `${rank[0]?.toUpperCase()}${rank.slice(1)}`, content: html`${made}` });
  }
  return tabs(`clips-${model.replace(/[^a-z0-9]/gi, '-')}`, 'Rank', panes);
}

async function clipSections(clips: readonly ShownClip[], sheet: SpriteSheet): Promise<Raw[]> {
  const models = [...new Set(clips.map((clip) => clip.model))];
  const sections: Raw[] = [];
  for (const model of models) {
    sections.push(html`<h2 id="clips">What ${model} predicts</h2>
<p class="aside">Of every scene the median, best and worst clip by mean foreground PSNR. The line under each slider is union IoU; the shaded part is what the model saw.</p>
${await clipSection(clips, model, sheet)}`);
  }
  return sections;
}

function howMeasured(): Raw {
  const measures = METRIC_GROUPS.map(({ id, label }) => {
    const here = METRICS.filter(({ group }) => group === id).map(
      (metric) =>
        html`<dt>${metric.label} <code>${metric.id}</code> ${metric.better === 'higher' ? '↑' : '↓'}</dt><dd>${metric.meaning}</dd>`,
    );
    return html`<h3>${label}</h3><dl class="made how">${here}</dl>`;
  });
  return html`<p>Bodies in the truth are known exactly. In a predicted frame a body may claim a pixel whose colour is nearer to the body’s mean colour in the last context frame than ${PROTOTYPE_TAU} (of 441, in 8-bit sRGB) and than what stands behind; of several bodies the one gets it whose colour, lit more or less or mixed with what stands behind, explains it best, and a shadow may explain it better still. Bodies closer than ${PROTOTYPE_MERGE} in colour count as one; bodies of fewer than 12 pixels are not judged. The row <i>truth</i> sends the true frames through the same rule: what it misses of 1 is the rule’s own error, mostly at edges. Predictions come at the truth’s own size, through a lossless codec or none, so that row is their ceiling too.</p>
<p>The verdict is made by rule. A scene is won when union IoU and foreground PSNR, at the horizon that the verdict names, are both better than those of every baseline: the 95 % interval of the paired difference leaves zero out, and the largest of these p-values, corrected for the number of scenes (Holm), is below ${CLAIM_LEVEL}. It is not won where one interval leaves zero out the other way, and else not clear. A model stays ahead for as many frames, from the first on, as its union IoU over all scenes is better than every baseline’s. What the episodes see is half the width of the paired intervals against the first baseline.</p>
<p>A pixel moves when one of its channels changes by more than ${MOTION_LEVEL} of 255 from a frame to the next; motion within ${MOTION_REACH} pixels counts as the same.</p>
${measures}`;
}

/** One self-contained page that shows a report; it opens from the disk and asks the network for nothing. */
export async function reportHtml(
  report: Report,
  clips: readonly ShownClip[],
  failures: readonly Failures[],
  sections: readonly Raw[],
): Promise<string> {
  const sheet = createSpriteSheet();
  const ranked = await clipSections(clips, sheet);
  const failed = await players(
    clips.filter(({ note }) => note !== undefined),
    sheet,
  );
  const hash = createHash('sha256').update(PLAYER_SCRIPT).digest('base64');
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${report.verdict.headline} · worldwright</title>
<style>${raw(PAGE_STYLE)}</style></head><body><main>
${heading(report)}
<h2>Over the horizon</h2><p class="aside">Frames ahead, from the last frame that the model saw. Bands are 95 % intervals, of models and baselines; those of bounds stand in the tables.</p>
${await curves(report)}
<h2>Scene by scene, frame by frame</h2>${heatTables(report)}
${sections}
<h2>Parts of the data side by side</h2>${sliceTables(report)}
${ranked}
<h2>How it fails</h2>${failureTable(report, failures)}<div class="gap">${failed}</div>
<h2>Every measure</h2>${absentRows(report.models).map((text) => html`<p class="aside">${text}</p>`)}${scoreTables(report)}
<h2>How it was measured</h2>${howMeasured()}
<h2>What it took</h2>${costTable(report)}
<h2>To repeat it</h2><p class="aside">The same inputs give the same figures.</p>${commandLine(report)}${provenance(report)}
<footer>Every figure, each clip’s own included, stands in <code>report.json</code> beside this page.</footer>
${sheet.html()}</main><script>${raw(PLAYER_SCRIPT)}</script></body></html>
`;
  return page.html;
}
