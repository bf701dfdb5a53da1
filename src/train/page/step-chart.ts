import { drawChart } from '../../page/draw-chart.ts';
import { html, type Raw, raw } from '../../page/html-text.ts';

/** One line of a chart. */
export type StepLine = {
  /** A CSS colour that follows the page's theme. */
  readonly color: string;
  /** Vega's dash pattern; solid if left out. */
  readonly dash?: readonly number[];
  readonly points: readonly { readonly step: number; readonly value: number | null }[];
};

/** A chart over the steps of a training. */
export type StepChart = {
  readonly title: string;
  readonly aside: string;
  readonly lines: readonly StepLine[];
  /** Values that hold for all steps. */
  readonly rules?: readonly {
    readonly value: number;
    readonly color: string;
    readonly dash: readonly number[];
  }[];
  readonly logarithmic?: boolean;
  readonly totalSteps: number;
  /** Where a phase ends and another begins. */
  readonly marks: readonly number[];
};

/** Room around a line that is flat, in its unit. */
const FLAT_MARGIN = 0.05;

/** The line as vega-lite's layer; a line's only point is drawn as one. */
function lineLayer({ color, dash }: StepLine, index: number, x: object, y: object, single: boolean): object {
  const mark = single
    ? { type: 'point', filled: true, fill: color, size: 30, opacity: 1 }
    : {
        type: 'line',
        stroke: color,
        strokeWidth: 1.75,
        strokeJoin: 'round',
        ...(dash ? { strokeDash: dash } : {}),
      };
  return { transform: [{ filter: `datum.line === ${index}` }], mark, encoding: { x, y } };
}

/** A figure with its title, drawn. */
export async function stepChart(chart: StepChart): Promise<Raw> {
  const { lines, rules = [], logarithmic = false, totalSteps, marks } = chart;
  const values = lines.flatMap(({ points }, line) =>
    points.flatMap(({ step, value }) =>
      value === null || (logarithmic && value <= 0) ? [] : [{ line, step, value }],
    ),
  );
  const x = {
    field: 'step',
    type: 'quantitative',
    scale: { domain: [0, totalSteps], nice: false },
    axis: { title: null, grid: false, tickCount: 4, format: '~s', labelFlush: false },
  };
  const all = [...values.map(({ value }) => value), ...rules.map(({ value }) => value)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  // One value alone stands in the middle.
  const flat = high - low < 1e-9 ? { domain: [low - FLAT_MARGIN, high + FLAT_MARGIN] } : {};
  const scale = logarithmic ? { type: 'log', nice: false } : { zero: false, ...flat };
  const axis = logarithmic ? { tickCount: 3, format: '~g' } : {};
  const y = { field: 'value', type: 'quantitative', scale, title: null, axis };
  const ruleAt = (channel: 'x' | 'y', value: number, color: string, dash: readonly number[]): object => ({
    data: { values: [{ [channel === 'x' ? 'step' : 'value']: value }] },
    mark: { type: 'rule', stroke: color, strokeDash: dash, strokeWidth: channel === 'x' ? 1 : 1.5 },
    encoding: channel === 'x' ? { x } : { y },
  });
  const layers = [
    ...marks.map((mark) => ruleAt('x', mark, 'var(--rule)', [])),
    ...rules.map(({ value, color, dash }) => ruleAt('y', value, color, dash)),
    ...lines.map((line, i) =>
      lineLayer(line, i, x, y, values.filter((value) => value.line === i).length === 1),
    ),
  ];
  const svg =
    values.length === 0 ? html`<p class="aside">Nothing yet.</p>` : raw(await drawChart({ values, layers }));
  return html`<figure><figcaption><b>${chart.title}</b><span>${chart.aside}</span></figcaption>${svg}</figure>`;
}
