import type UPlot from 'uplot';
import type { PlotLine } from './plot.tsx';

/** How many line colours the theme has. */
const LINE_COLORS = 6;

const themed = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The variable with the colour of a line. */
const lineColor = (lines: readonly PlotLine[], i: number): string =>
  `--line-${(((lines[i]?.color ?? i + 1) - 1) % LINE_COLORS) + 1}`;

/** Figures of a value, as few as tell it. */
const words = (value: number | null): string =>
  value === null || value === undefined ? '–' : Number(value.toPrecision(4)).toString().replace('-', '−');

const axis = (size: number): UPlot.Axis => ({
  stroke: () => themed('--soft'),
  font: '11px "Liberation Sans", sans-serif',
  size,
  ticks: { stroke: () => themed('--rule'), size: 4, width: 1 },
  grid: { stroke: () => themed('--rule'), width: 1 },
});

/** The look of a plot: the theme's colours, asked for at each drawing. */
export function plotOptions(
  element: HTMLElement,
  xName: string,
  lines: readonly PlotLine[],
  height: number,
  onDraw: () => void,
): UPlot.Options {
  const banded = lines.flatMap((line, i) => (line.band === undefined ? [] : [i]));
  const edge: UPlot.Series = { label: '', width: 0, points: { show: false }, class: 'band-edge' };
  return {
    width: element.clientWidth,
    height,
    scales: { x: { time: false } },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 5 } },
    legend: { live: true },
    axes: [axis(24), { ...axis(52), values: (_, splits) => splits.map(words) }],
    series: [
      { label: xName, value: (_, value) => words(value) },
      ...lines.map(({ name, dashed }, i): UPlot.Series => {
        return {
          label: name,
          stroke: () => themed(lineColor(lines, i)),
          width: 1.5,
          points: { show: false },
          ...(dashed === true || i >= LINE_COLORS ? { dash: [5, 4] } : {}),
          value: (_, value) => words(value),
        };
      }),
      ...banded.flatMap(() => [edge, edge]),
    ],
    // Edges of bands come after the lines, two a band: the upper one first.
    bands: banded.map((i, k) => ({
      series: [lines.length + 1 + 2 * k, lines.length + 2 + 2 * k],
      fill: () => `${themed(lineColor(lines, i))}26`,
    })),
    hooks: { draw: [onDraw] },
  };
}
