import type UPlot from 'uplot';
import type { PlotLine } from './plot.tsx';

/** How many line colours the theme has. */
const LINE_COLORS = 6;

const themed = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

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
  return {
    width: element.clientWidth,
    height,
    scales: { x: { time: false } },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 5 } },
    legend: { live: true },
    axes: [axis(24), { ...axis(52), values: (_, splits) => splits.map(words) }],
    series: [
      { label: xName, value: (_, value) => words(value) },
      ...lines.map(({ name, color, dashed }, i): UPlot.Series => {
        const place = ((color ?? i + 1) - 1) % LINE_COLORS;
        return {
          label: name,
          stroke: () => themed(`--line-${place + 1}`),
          width: 1.5,
          points: { show: false },
          ...(dashed === true || i >= LINE_COLORS ? { dash: [5, 4] } : {}),
          value: (_, value) => words(value),
        };
      }),
    ],
    hooks: { draw: [onDraw] },
  };
}
