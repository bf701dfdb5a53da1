import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

const AXIS = {
  domainColor: 'var(--rule)',
  gridColor: 'var(--rule)',
  gridOpacity: 0.6,
  labelColor: 'var(--muted)',
  labelFontSize: 11,
  titleColor: 'var(--muted)',
  titleFontSize: 11,
  titleFontWeight: 'normal',
  tickColor: 'var(--rule)',
} as const;

const WIDTH = 280;
const HEIGHT = 150;

/** What is drawn: its data and its layers. */
export type Chart = {
  readonly values: readonly object[];
  /** Layers of vega-lite, the lowest first. */
  readonly layers: readonly object[];
  /** Pixels before the page scales it. */
  readonly width?: number;
  readonly height?: number;
};

/** Draws a chart in the page's colours, as an SVG element; no script. */
export async function drawChart({ values, layers, width = WIDTH, height = HEIGHT }: Chart): Promise<string> {
  const spec: TopLevelSpec = {
    width,
    height,
    background: 'transparent',
    padding: 4,
    data: { values: [...values] },
    layer: layers as never,
    config: {
      aria: false,
      view: { stroke: null },
      axis: { ...AXIS, tickCount: 4, labelFont: 'inherit' },
    },
  };
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
