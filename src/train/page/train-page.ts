import { createHash } from 'node:crypto';
import { metricOf } from '../../metrics/metric-ids.ts';
import { clipPlayer, createSpriteSheet, type SpriteSheet } from '../../page/clip-player.ts';
import { html, type Raw, raw } from '../../page/html-text.ts';
import { PAGE_STYLE } from '../../page/page-style.ts';
import { PLAYER_SCRIPT } from '../../page/player-script.ts';
import type { ShownClip } from '../../page/shown-clip.ts';
import { tabs } from '../../page/tabs.ts';
import { secondsLeft } from '../progress-note.ts';
import { type TrainingHistory, VALIDATION_METRICS, type ValidationMetric } from '../training-history.ts';
import type { TrainingRecord } from '../training-record.ts';
import { ALL_SCENES } from '../validate/validate-model.ts';
import { expertLoads } from './expert-loads.ts';
import { REFRESH_SCRIPT } from './refresh-script.ts';
import { stepCharts, validationCharts } from './training-charts.ts';

/** The horizon that the tiles speak of, as a place among the horizons, and in frames. */
const TILE_PLACE = 1;
const TILE_HORIZON = 4;

/** What a page of a training shows. */
export type TrainPage = {
  readonly record: TrainingRecord;
  readonly history: TrainingHistory;
  /** Clips of the last validation. */
  readonly shown: readonly ShownClip[];
  /** Whether there is nothing more to come. */
  readonly finished: boolean;
};

const STYLE = `${PAGE_STYLE}
.charts.thirds { grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); }
.bar-done { height: 6px; border-radius: 3px; background: var(--rule); overflow: hidden; margin: 22px 0 0; max-width: 640px; }
.bar-done div { height: 100%; background: var(--model-1); }
.loads td { text-align: center; padding: 6px 4px; min-width: 3.4em; color: var(--ink); }
.loads thead th { text-align: center; padding: 6px 4px; } .loads th:first-child { text-align: left; }
h3 { margin: 26px 0 8px; } .clip h3 { margin: 0; }
`;

const count = (value: number): string => Math.round(value).toLocaleString('en');

/** `3 min`, `2 h 05 min`. */
function spellTime(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return `${Math.round(seconds)} s`;
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

function tile({ validations, baselines }: TrainingHistory, metric: ValidationMetric): Raw {
  const { label, unit, digits } = metricOf(metric);
  const value = validations.at(-1)?.scores[ALL_SCENES]?.[metric][TILE_PLACE] ?? null;
  const lines = Object.entries(baselines).map(([name, scores]) => {
    const other = scores[ALL_SCENES]?.[metric][TILE_PLACE] ?? null;
    if (value === null || other === null) return html``;
    const gain = value - other;
    const tone = gain > 0 ? 'good' : gain < 0 ? 'bad' : '';
    const sign = gain < 0 ? '−' : '+';
    return html`<div class="change"><span class="${tone}">${sign}${Math.abs(gain).toFixed(digits)}</span> against ${name}</div>`;
  });
  const shown = value === null ? '–' : value.toFixed(digits);
  return html`<div class="tile"><div class="name">${label} at +${TILE_HORIZON}</div><div class="value">${shown}${unit === '' ? null : html` <small>${unit}</small>`}</div>${lines}</div>`;
}

function heading({ record, history, finished }: TrainPage): Raw {
  const { plan, steps, provider, threads } = record;
  const last = history.points.at(-1);
  const left = secondsLeft(plan, steps, history.points);
  const words = finished
    ? `${record.architecture} has learnt for ${count(steps)} steps`
    : `${record.architecture} is learning: step ${count(steps)} of ${count(plan.totalSteps)}`;
  const tiles =
    history.validations.length === 0
      ? null
      : html`<div class="tiles">${VALIDATION_METRICS.map((metric) => tile(history, metric))}</div>`;
  const time = finished || left === null ? null : html`<span>about <b>${spellTime(left)}</b> left</span>`;
  const lost =
    (last?.skipped ?? 0) === 0 ? null : html`<span><b>${last?.skipped ?? 0}</b> steps skipped</span>`;
  return html`<header><div class="over">worldwright · training</div><h1>${words}</h1>
<div class="bar-done"><div style="width: ${((100 * steps) / plan.totalSteps).toFixed(1)}%"></div></div>
${tiles}
<div class="facts"><span><b>${spellTime(record.seconds)}</b> of training</span>${time}<span><b>${count(record.samples)}</b> windows seen</span><span><b>${last === undefined ? '–' : count(last.samplesPerSecond)}</b> a second</span><span><b>${last === undefined ? '–' : (100 * last.loaderShare).toFixed(1)} %</b> of the time reads them</span><span>on <b>${provider}</b>${provider === 'cpu' ? `, ${threads} thread${threads === 1 ? '' : 's'}` : ''}</span>${lost}</div></header>`;
}

async function clips(shown: readonly ShownClip[], sheet: SpriteSheet): Promise<Raw | null> {
  if (shown.length === 0) return null;
  const panes = [];
  for (const rank of ['median', 'worst', 'best'] as const) {
    const players: Raw[] = [];
    for (const clip of shown) if (clip.rank === rank) players.push(await clipPlayer(clip, sheet));
    if (players.length > 0)
      panes.push({ label: rank === 'median' ? 'Median' : 'Worst', content: html`${players}` });
  }
  return html`<h2>What it predicts now</h2><p class="aside">Of every scene the median and the worst of the validation’s clips by mean foreground PSNR. The line under each slider is union IoU.</p>${tabs('ranks', 'Rank', panes)}`;
}

function madeOf({ plan, data, machine, legs, init }: TrainingRecord): Raw {
  const { config, schedule, seed } = plan;
  const phases = schedule.phases
    .map(({ unroll, time }) => `${unroll} frame${unroll === 1 ? '' : 's'} ${Math.round(100 * time)} %`)
    .join(', ');
  const sets = data.map(
    ({ scenes, clips: held, frames, dataSha256 }) =>
      html`<dd>${scenes.join(', ')}: ${held} clips, ${count(frames)} frames, SHA-256 <code title="${dataSha256}">${dataSha256.slice(0, 16)}</code></dd>`,
  );
  const begun =
    init === null
      ? 'random weights'
      : `${init.file}, after ${legs.length} training${legs.length === 1 ? '' : 's'}`;
  return html`<dl class="made"><dt>Model</dt><dd>${config.size}, ${config.side} × ${config.side} pixels, actions of ${config.actionDim} numbers${config.experts ? ', experts' : ''}</dd>
<dt>Data</dt>${sets}
<dt>Schedule</dt><dd>frames predicted in a step, by time: ${phases}; batch ${schedule.phases[0]?.batch ?? 0}; peak rate ${schedule.peakRate.toPrecision(3)}</dd>
<dt>Begun with</dt><dd>${begun}, seed ${seed}</dd>
<dt>Machine</dt><dd>${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, onnxruntime ${machine.onnxruntime}</dd></dl>`;
}

/** One self-contained page that shows a training; it opens from the disk and asks the network for nothing. */
export async function trainPage(page: TrainPage): Promise<string> {
  const { record, history, shown, finished } = page;
  const sheet = createSpriteSheet();
  const players = await clips(shown, sheet);
  const scripts = [PLAYER_SCRIPT, ...(finished ? [] : [REFRESH_SCRIPT])];
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  const policy = `default-src 'none'; img-src data:; connect-src 'self'; style-src 'unsafe-inline'; script-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'`;
  const router = history.points.at(-1)?.router ?? null;
  const tried =
    history.validations.length === 0
      ? null
      : html`<h2>How well it predicts</h2><p class="aside">Free rollouts of clips that it has not learnt from, of its running mean of weights. Thin vertical lines: the model is then made to go on from more of its own pictures.</p>${await validationCharts(history, record.plan)}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${record.name} · training · worldwright</title>
<style>${raw(STYLE)}</style></head><body><main>
${heading(page)}
${players}
${tried}
<h2>How it learns</h2><p class="aside">Over the steps; each point is a mean.</p>${await stepCharts(history, record.plan)}
${router === null ? null : expertLoads(record.plan.config, router)}
<h2>What makes it</h2>${madeOf(record)}
<footer>Every figure stands in <code>${record.name}.onnx.train.json</code> beside this page.</footer>
${sheet.html()}</main>${scripts.map((text) => html`<script>${raw(text)}</script>`)}</body></html>
`.html;
}
