import type { Metric, MetricId } from '../../metrics/metric-ids.ts';
import { type Chart, drawChart } from '../../page/draw-chart.ts';
import type { Row } from '../summarize.ts';
import type { Series } from './series.ts';

/** Measures on which truth against itself is perfect by definition, so that its line says nothing. */
const TRUTH_IS_TRIVIAL: ReadonlySet<MetricId> = new Set([
  ...(['psnr', 'psnr_pooled', 'foreground_psnr', 'ssim', 'ms_ssim', 'sharpness'] as const),
  ...(['vanished_motion', 'hallucinated_motion'] as const),
]);

/** Whole horizons worth a tick: the first, the last, and what stands a quarter and half of the way. */
const horizonTicks = (horizon: number): readonly number[] => [
  ...new Set([1, Math.round(horizon / 4), Math.round(horizon / 2), horizon].filter((tick) => tick > 0)),
];

function chartSpec(rows: readonly Row[], metric: Metric, series: readonly Series[]): Chart {
  const drawn = series.filter(({ role }) => role !== 'truth' || !TRUTH_IS_TRIVIAL.has(metric.id));
  const horizon = Math.max(1, ...rows.map((row) => row.horizon));
  const x = {
    field: 'horizon',
    type: 'quantitative',
    scale: { domain: [1, horizon], nice: false },
    axis: {
      values: horizonTicks(horizon),
      format: 'd',
      title: null,
      grid: false,
      labelFlush: false,
      labelOverlap: false,
    },
  } as const;
  const y = { type: 'quantitative', scale: { zero: false }, title: null } as const;
  const linesOf = (line: Series) => ({
    transform: [{ filter: { field: 'model', equal: line.model } }],
    layer: [
      ...(line.role === 'bound'
        ? []
        : [
            {
              mark: { type: 'area', fill: line.color, opacity: line.role === 'subject' ? 0.2 : 0.12 },
              encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
            },
          ]),
      {
        mark: {
          type: 'line',
          stroke: line.color,
          strokeWidth: line.width,
          strokeCap: 'round',
          strokeJoin: 'round',
          ...(line.dash.length > 0 ? { strokeDash: [...line.dash] } : {}),
        },
        encoding: { x, y: { ...y, field: 'mean' } },
      },
    ],
  });
  return {
    values: rows.map(({ model, horizon: h, mean, low, high }) => ({ model, horizon: h, mean, low, high })),
    // The last drawn lies on top: subjects over baselines over the truth.
    layers: drawn.slice().reverse().map(linesOf),
  };
}

/**
 * One measure over the horizon, a line a row, with a 95 % band where it is a model's, as an SVG element; no script.
 *
 * @param rows - Rows of one scene and of that measure.
 */
export async function horizonChart(
  rows: readonly Row[],
  metric: Metric,
  series: readonly Series[],
): Promise<string> {
  return drawChart(chartSpec(rows, metric, series));
}
