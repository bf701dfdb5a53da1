import { metricOf } from '../metrics/metric-ids.ts';
import { html, type Raw } from './html-text.ts';
import type { ShownClip } from './shown-clip.ts';
import { makeSprite } from './sprite.ts';

/** Collects pictures that several players may share. */
export type SpriteSheet = {
  /** The id of the element that holds the picture. */
  readonly add: (uri: string) => string;
  /** Characters of all pictures: most of what a page weighs. */
  readonly size: () => number;
  readonly html: () => Raw;
};

/** An empty sheet of pictures. */
export function createSpriteSheet(): SpriteSheet {
  const ids = new Map<string, string>();
  return {
    add: (uri) => {
      const id = ids.get(uri) ?? `sprite-${ids.size}`;
      ids.set(uri, id);
      return id;
    },
    size: () => [...ids.keys()].reduce((sum, uri) => sum + uri.length, 0),
    html: () => {
      const images = [...ids].map(([uri, id]) => html`<img id="${id}" alt="" src="${uri}">`);
      return html`<div hidden>${images}</div>`;
    },
  };
}

/** Mean of the numbers that are defined; NaN without any. */
export function meanDefined(values: Float64Array): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

/** What the page says under each frame of a clip. */
function readouts(clip: ShownClip): string[] {
  const known = clip.context.map(
    (_, i) => `Context frame ${i + 1} of ${clip.context.length}: the model sees this`,
  );
  const guessed = clip.truth.map((_, h) => {
    const figure = (id: 'foreground_psnr' | 'union_iou'): string => {
      const { label, digits, unit } = metricOf(id);
      const value = clip.scores[id][h] ?? Number.NaN;
      return Number.isNaN(value)
        ? ''
        : ` · ${label} ${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
    };
    const time = ((h + 1) / clip.fps).toFixed(2);
    return `${h + 1} ahead (${time} s)${figure('union_iou')}${figure('foreground_psnr')}`;
  });
  return [...known, ...guessed];
}

/** Union IoU over the clip's frames, drawn so that it lines up with the slider. */
function trace(clip: ShownClip): Raw {
  const k = clip.context.length;
  const points = Array.from(clip.scores.union_iou, (value, h) =>
    Number.isNaN(value) ? '' : `${k + h},${(1 - value).toFixed(3)}`,
  );
  const frames = k + clip.truth.length;
  const stroke = 'fill="none" vector-effect="non-scaling-stroke"';
  return html`<svg class="trace" viewBox="0 0 ${frames - 1} 1" preserveAspectRatio="none" role="img" aria-label="Union IoU over the clip">
<rect x="0" y="0" width="${k - 0.5}" height="1" fill="var(--rule)" opacity="0.6"/>
<line x1="0" x2="${frames - 1}" y1="1" y2="1" stroke="var(--rule)" vector-effect="non-scaling-stroke"/>
<polyline points="${points.join(' ')}" ${{ html: stroke }} stroke="var(--model-1)" stroke-width="1.75"/>
<line class="now" x1="0" x2="0" y1="0" y2="1" stroke="var(--ink)" vector-effect="non-scaling-stroke"/></svg>`;
}

const RANK: Readonly<Record<ShownClip['rank'], string>> = { best: 'best', median: 'median', worst: 'worst' };

/** A clip as truth, prediction and difference, with a slider. */
export async function clipPlayer(clip: ShownClip, sheet: SpriteSheet): Promise<Raw> {
  const { width, height } = clip;
  const truth = await makeSprite([...clip.context, ...clip.truth], width, height);
  const predicted = await makeSprite([...clip.context, ...clip.predicted], width, height);
  const frames = clip.context.length + clip.truth.length;
  const facts = {
    truth: sheet.add(truth.uri),
    predicted: sheet.add(predicted.uri),
    columns: truth.columns,
    width: truth.width,
    height: truth.height,
    frames,
    context: clip.context.length,
    fps: clip.fps,
    readouts: readouts(clip),
  };
  const view = (name: string, badge: boolean): Raw =>
    html`<figure><canvas width="${truth.width}" height="${truth.height}" role="img" aria-label="${name}"></canvas><figcaption>${name}${badge ? { html: '<span class="badge">context</span>' } : null}</figcaption></figure>`;
  const score = meanDefined(clip.scores.foreground_psnr);
  const said = Number.isNaN(score) ? '' : `, foreground PSNR ${score.toFixed(1)} dB`;
  return html`<article class="clip" data-clip="${JSON.stringify(facts)}">
<header><h3>${clip.scene}</h3><span>${clip.note ?? `${RANK[clip.rank]} of ${clip.among} clips`}${said} · <code>${clip.id}</code></span></header>
<div class="views">${view('Truth', false)}${view('Prediction', true)}${view('Difference × 3', false)}</div>
<div class="transport"><button type="button">Play</button><input type="range" min="0" max="${frames - 1}" value="0" aria-label="Frame">${trace(clip)}<output></output></div>
</article>`;
}
