import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './plot.css';
import { plotOptions } from './plot-options.ts';

/** One line of a plot. */
export type PlotLine = {
  readonly name: string;
  /** One a value of x; `null` breaks the line. */
  readonly values: readonly (number | null)[];
  /** Which of the theme's lines (`--line-1` …), from 1; its place in the plot unless given. */
  readonly color?: number;
  readonly dashed?: boolean;
  /** An interval around it, one a value of x. */
  readonly band?: { readonly low: PlotLine['values']; readonly high: PlotLine['values'] };
};

type PlotProps = {
  /** What is drawn, with its unit: 'speed, m/s'. */
  readonly title: string;
  readonly x: readonly number[];
  /** What x counts: 'frame'. */
  readonly xName: string;
  readonly lines: readonly PlotLine[];
  /** Where the playhead stands, in units of x. */
  readonly at: number;
  /** Told the nearest of `x` when somebody points and clicks there. */
  readonly onPick?: (x: number) => void;
  readonly height?: number;
};

/** Lines over x with a playhead; what the pointer is over is told below. */
export function Plot({ title, x, xName, lines, at, onPick, height = 150 }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const head = useRef<{ readonly plot: UPlot; readonly line: HTMLElement } | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const data = (): UPlot.AlignedData =>
    [
      x,
      ...lines.map(({ values }) => values),
      ...lines.flatMap(({ band }) => (band === undefined ? [] : [band.high, band.low])),
    ] as unknown as UPlot.AlignedData;
  const looks = JSON.stringify(
    lines.map(({ name, color, dashed, band }) => [name, color, dashed, band !== undefined]),
  );
  const place = useRef(() => {});
  place.current = () => {
    if (head.current === null) return;
    const { plot, line } = head.current;
    line.style.transform = `translateX(${plot.valToPos(at, 'x')}px)`;
    const idx = x.indexOf(at);
    // Where nobody points, the values are those at the playhead.
    if (idx >= 0 && (plot.cursor.left ?? -1) < 0) plot.setLegend({ idx }, false);
  };
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const options = plotOptions(element, xName, lines, height, () => place.current());
    const plot = new UPlot(options, data(), element);
    const line = document.createElement('div');
    line.className = 'playhead';
    plot.over.append(line);
    plot.over.addEventListener('click', () => {
      const i = plot.cursor.idx;
      if (i !== null && i !== undefined) pick.current?.(plot.data[0][i] as number);
    });
    head.current = { plot, line };
    place.current();
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const themed = new MutationObserver(() => plot.redraw(false, true));
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      plot.destroy();
      head.current = null;
    };
  }, [xName, looks, height]);
  // What grows while it is looked at gets new values, not a new plot.
  useEffect(() => head.current?.plot.setData(data()), [x, lines]);
  useEffect(() => place.current(), [at]);
  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      <div ref={box} class={onPick === undefined ? '' : 'pickable'} role="img" aria-label={title} />
    </figure>
  );
}
