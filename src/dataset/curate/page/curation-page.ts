import { html, type Raw, raw } from '../../../page/html-text.ts';
import { PAGE_STYLE } from '../../../page/page-style.ts';
import { type Curation, REASONS } from '../curation.ts';
import type { JudgedCuration } from '../judge-clips.ts';
import { type CurateWatch, checkGoing, type JudgedClip } from '../measure-clips.ts';
import { balanceTable } from './balance-table.ts';
import { numberCharts } from './number-charts.ts';
import { removedClips } from './removed-clips.ts';
import { stripPicture } from './strip-picture.ts';

/** Clips that stay and are shown, evenly over the list. */
const SHOWN_KEPT = 12;

const STYLE = `${PAGE_STYLE}
.tiles { grid-template-columns: repeat(auto-fit, minmax(126px, 1fr)); } .tile .value { font-size: 1.5rem; }
.strips { display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 20px 22px; margin: 10px 0 0; }
.strips figure { margin: 0; min-width: 0; }
.strips img { display: block; width: 100%; height: auto; border-radius: 4px; } .strips img + img { margin-top: 3px; }
.strips figcaption { font-size: 0.84rem; color: var(--muted); margin-top: 5px; line-height: 1.4; }
.strips figcaption code, .strips figcaption span { display: block; overflow-wrap: anywhere; }
section h3 { margin: 30px 0 2px; font-size: 1.02rem; } section h3 small { color: var(--muted); font-weight: 500; margin-left: 4px; }
details { margin: 16px 0 0; } summary { cursor: pointer; color: var(--muted); font-size: 0.92rem; } summary:hover { color: var(--ink); }
.balance th.word, .balance td.word { text-align: left; }
.balance .share { width: 34%; text-align: left; } .balance .share span { display: block; height: 8px; border-radius: 4px; background: var(--model-1); min-width: 1px; }
`;

const count = (value: number): string => value.toLocaleString('en');

function heading({ clips, datasets }: Curation): Raw {
  const kept = clips.filter(({ removed }) => removed === null);
  const gone = clips.length - kept.length;
  const tiles = REASONS.map((reason) => ({
    reason,
    number: clips.filter(({ removed }) => removed?.reason === reason).length,
  })).map(
    ({ reason, number }) =>
      html`<div class="tile"><div class="name">${reason}</div><div class="value">${count(number)}</div></div>`,
  );
  const hours = kept.reduce((sum, { numbers }) => sum + numbers.seconds, 0) / 3600;
  const time = hours < 1 ? `${(60 * hours).toFixed(1)} min` : `${hours.toFixed(1)} h`;
  const frames = kept.reduce((sum, { numbers }) => sum + numbers.frames, 0);
  const words =
    gone === 0
      ? `All ${count(clips.length)} clips stay`
      : `${count(kept.length)} of ${count(clips.length)} clips stay`;
  return html`<header><div class="over">worldwright · curation</div><h1>${words}</h1>
<p class="lead">A clip is an episode as one camera saw it. Nothing is deleted: <code>curation.json</code> beside this page is the list that <code>pack</code> and <code>export</code> take.</p>
<div class="tiles">${tiles}</div>
<div class="facts"><span>of <b>${datasets.map(({ name }) => name).join(', ')}</b></span><span><b>${time}</b> stay</span><span><b>${count(frames)}</b> frames</span></div></header>`;
}

async function keptClips(clips: readonly JudgedClip[]): Promise<Raw> {
  const kept = clips.filter(({ removed }) => removed === null);
  const shown = Math.min(SHOWN_KEPT, kept.length);
  const figures: Raw[] = [];
  for (let i = 0; i < shown; i++) {
    const clip = kept[Math.floor((i * kept.length) / shown)] as JudgedClip;
    const { motion, visible, events } = clip.numbers;
    const said = `${Number(motion.toPrecision(2))} heights/s, in view ${Math.round(100 * visible)} %, ${events} event${events === 1 ? '' : 's'}`;
    figures.push(
      html`<figure>${await stripPicture(clip)}<figcaption><code>${clip.id}</code><span>${said}</span></figcaption></figure>`,
    );
  }
  return html`<div class="strips">${figures}</div>`;
}

/** One self-contained page that shows a curation; it has no script and asks the network for nothing. */
export async function curationPage(
  curation: JudgedCuration,
  { onProgress, signal }: CurateWatch,
): Promise<string> {
  const { rules, datasets, clips } = curation;
  const total = clips.filter(({ removed }) => removed !== null).length;
  let done = 0;
  const sections = await removedClips(clips, () => {
    checkGoing(signal);
    done++;
    onProgress?.({ stage: 'draw', done, total, unit: 'removals' });
  });
  const limits = Object.entries(rules).map(
    ([name, value]) =>
      html`<dt>${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}</dt><dd>${value ?? 'any'}</dd>`,
  );
  const sets = datasets.map(
    ({ name, planSha256 }) =>
      html`<dt>${name}</dt><dd>plan <code title="${planSha256}">${planSha256.slice(0, 16)}</code></dd>`,
  );
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${datasets.map(({ name }) => name).join(', ')} · curation · worldwright</title>
<style>${raw(STYLE)}</style></head><body><main>
${heading(curation)}
<h2>What there is</h2><p class="aside">All clips by what is measured of them.</p>${await numberCharts(clips, rules)}
<h2>Scenes and outcomes</h2>${balanceTable(clips)}
${total === 0 ? null : html`<h2>What is left out</h2><p class="aside">First, middle and last picture of every clip that does not stay, and the number that decided.</p>${sections}`}
<h2>What stays</h2><p class="aside">Some of it, evenly over the list.</p>${await keptClips(clips)}
<h2>Rules</h2><dl class="made">${limits}</dl><h2>Datasets</h2><dl class="made">${sets}</dl>
<footer>Every number of every clip stands in <code>curation.json</code> beside this page.</footer>
</main></body></html>
`.html;
}
