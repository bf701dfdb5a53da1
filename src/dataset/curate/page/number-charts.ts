import { drawChart } from '../../../page/draw-chart.ts';
import { html, type Raw, raw } from '../../../page/html-text.ts';
import type { ClipNumbers } from '../clip-numbers.ts';
import type { CuratedClip } from '../curation.ts';
import type { CurationRules } from '../curation-rules.ts';

/** One histogram: of what, and at which limit clips are left out. */
type Measure = {
  readonly name: string;
  readonly unit: string;
  readonly of: (numbers: ClipNumbers) => number | null;
  readonly limit: ((rules: CurationRules) => number) | null;
  /** Whether all values are whole. */
  readonly whole: boolean;
};

const MEASURES: readonly Measure[] = [
  {
    ...{ name: 'Motion', unit: 'picture heights a second', whole: false },
    ...{ of: ({ motion }) => motion, limit: ({ minMotion }) => minMotion },
  },
  {
    ...{ name: 'In view', unit: 'share of the frames', whole: false },
    ...{ of: ({ visible }) => visible, limit: ({ minVisible }) => minVisible },
  },
  {
    ...{ name: 'Fastest body', unit: 'm/s', whole: false },
    ...{ of: ({ speed }) => speed, limit: ({ maxSpeed }) => maxSpeed },
  },
  {
    ...{ name: 'Brightness', unit: '0 black, 1 white', whole: false },
    ...{ of: ({ brightness }) => brightness, limit: ({ minBrightness }) => minBrightness },
  },
  {
    ...{ name: 'Events', unit: 'contacts and near misses a clip', whole: true },
    ...{ of: ({ events }) => events, limit: null },
  },
  {
    ...{ name: 'Colours', unit: 'named colours of moving bodies', whole: true },
    ...{ of: ({ colors }) => colors, limit: null },
  },
  {
    ...{ name: 'Length', unit: 'frames', whole: true },
    ...{ of: ({ frames }) => frames, limit: ({ minFrames }) => minFrames },
  },
];

const BINS = 28;

/** How the farthest few are kept from pressing all others together: the last bin holds what is beyond this share. */
const SHOWN_SHARE = 0.995;

type Bar = { readonly from: number; readonly to: number; readonly low: number; readonly high: number };
type Counted = { readonly value: number; readonly kept: boolean };

/** Bars of those that stay, and upon them of those that do not. */
function barsOf(
  values: readonly Counted[],
  whole: boolean,
  reach: number,
): readonly (Bar & { readonly kept: boolean })[] {
  const step = whole ? Math.max(1, Math.ceil(reach / BINS)) : reach / BINS || 1;
  const bins = whole ? Math.floor(reach / step) + 1 : BINS;
  const counts = Array.from({ length: bins }, () => ({ kept: 0, gone: 0 }));
  for (const { value, kept } of values) {
    const bin = counts[Math.min(bins - 1, Math.max(0, Math.floor(value / step)))];
    if (bin !== undefined) bin[kept ? 'kept' : 'gone']++;
  }
  const shift = whole ? step / 2 : 0;
  return counts.flatMap(({ kept, gone }, i) => {
    const place = { from: i * step - shift, to: (i + 1) * step - shift };
    return [
      { ...place, low: 0, high: kept, kept: true },
      { ...place, low: kept, high: kept + gone, kept: false },
    ];
  });
}

async function chartOf(measure: Measure, clips: readonly CuratedClip[], rules: CurationRules): Promise<Raw> {
  const values = clips.flatMap(({ numbers, removed }): Counted[] => {
    const value = measure.of(numbers);
    return value === null ? [] : [{ value, kept: removed === null }];
  });
  const sorted = values.map(({ value }) => value).sort((a, b) => a - b);
  if (sorted.length === 0) return html``;
  const limit = measure.limit?.(rules) ?? null;
  const most = sorted[Math.ceil(SHOWN_SHARE * sorted.length) - 1] as number;
  const reach = Math.max(most, limit !== null && limit < 2 * most ? limit : 0);
  const axis = { title: measure.unit, grid: false, ...(measure.whole ? { tickMinStep: 1 } : {}) };
  const bars = {
    mark: { type: 'rect', stroke: 'var(--paper)', strokeWidth: 0.5 },
    transform: [{ filter: 'datum.high > datum.low' }],
    encoding: {
      x: { field: 'from', type: 'quantitative', axis, scale: { nice: false } },
      x2: { field: 'to' },
      y: { field: 'low', type: 'quantitative', axis: { title: 'clips' } },
      y2: { field: 'high' },
      color: {
        condition: { test: 'datum.kept', value: 'var(--model-1)' },
        value: 'var(--bad)',
      },
    },
  };
  const line =
    limit === null || limit > reach
      ? []
      : [
          {
            mark: { type: 'rule', color: 'var(--ink)', strokeDash: [3, 2] },
            encoding: { x: { datum: limit, type: 'quantitative' } },
          },
        ];
  const svg = await drawChart({ values: barsOf(values, measure.whole, reach), layers: [bars, ...line] });
  const median = sorted[Math.floor(sorted.length / 2)] as number;
  const said = `median ${Number(median.toPrecision(2))}${limit === null ? '' : `, limit ${limit}`}`;
  return html`<figure><figcaption><b>${measure.name}</b><span>${said}</span></figcaption>${raw(svg)}</figure>`;
}

/** Histograms of all that is measured; the limits stand in them. */
export async function numberCharts(clips: readonly CuratedClip[], rules: CurationRules): Promise<Raw> {
  const charts: Raw[] = [];
  for (const measure of MEASURES) charts.push(await chartOf(measure, clips, rules));
  return html`<div class="legend"><span>${swatch('--model-1')}stays</span><span>${swatch('--bad')}is left out, for whatever reason</span><span>${dashed()}the rule’s limit</span></div><div class="charts">${charts}</div>`;
}

const swatch = (color: string): Raw =>
  raw(`<svg viewBox="0 0 28 8"><rect width="28" height="8" rx="2" fill="var(${color})"/></svg>`);

const dashed = (): Raw =>
  raw(
    '<svg viewBox="0 0 28 8"><line x1="0" x2="28" y1="4" y2="4" stroke="var(--ink)" stroke-dasharray="3 2"/></svg>',
  );
