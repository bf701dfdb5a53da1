import type { Modality } from '../../core/frame.ts';
import type { Scales } from '../../core/paint/paint-modality.ts';
import {
  type Color,
  cssColor,
  flowColor,
  HIDDEN,
  idColor,
  NOTHING,
  normalColor,
  rampColor,
} from '../../core/paint/palette.ts';
import { roundTicks } from '../../core/round-ticks.ts';

/** A body or a class that a block shows. */
export type Named = { readonly id: number; readonly name: string; readonly still: boolean };

/** What the ids of a block stand for. */
export type Names = { readonly bodies: readonly Named[]; readonly classes: readonly Named[] };

export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] as string);

export const label = (x: number, y: number, words: string, attributes = ''): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escapeText(words)}</text>`;

const SMALL = 'font-size="17" fill="#4a4f5a"';

/** An upright bar of colours with numbers at its side. */
function bar(
  low: number,
  high: number,
  unit: string,
  color: (share: number) => Color,
  height: number,
): string {
  const [top, tall] = [10, height - 20];
  const stops = Array.from({ length: 21 }, (_, i) => {
    const css = cssColor(color(i / 20));
    return `<stop offset="${i / 20}" stop-color="${css}"/>`;
  }).join('');
  const id = `g${Math.round(low * 1e6)}_${Math.round(high * 1e6)}_${unit}_${color(0).join('_')}`;
  const ticks = roundTicks(low, high, Math.max(2, tall / 36)).map((value) => {
    const y = top + (tall * (value - low)) / (high - low);
    return `<path d="M22 ${y}h7" stroke="#4a4f5a"/>${label(35, y + 6, `${value}${unit === '' ? '' : ` ${unit}`}`, SMALL)}`;
  });
  return (
    `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops}</linearGradient>` +
    `<rect x="0" y="${top}" width="22" height="${tall}" fill="url(#${id})"/>${ticks.join('')}`
  );
}

const swatch = (y: number, color: Color, words: string): string =>
  `<rect x="0" y="${y}" width="18" height="18" rx="3" fill="${cssColor(color)}"/>${label(28, y + 15, words, SMALL)}`;

/** Swatches with names, as many as there is room for. */
function names(list: readonly Named[], height: number): string {
  const room = Math.max(1, Math.floor((height - 8) / 26));
  const shown = list.length <= room ? list : list.slice(0, room - 1);
  const rows = shown.map(({ id, name, still }, i) => {
    const short = name.length > 16 ? `${name.slice(0, 15)}…` : name;
    return swatch(4 + 26 * i, idColor(id, still), `${short} · ${id}`);
  });
  if (shown.length < list.length)
    rows.push(label(28, 19 + 26 * shown.length, `and ${list.length - shown.length} more`, SMALL));
  return rows.join('');
}

/** A disc of small squares, each in the colour of its place; x right and y down, −1…1. */
function disc(radius: number, color: (x: number, y: number) => Color): string {
  const cells = 47;
  const size = (2 * radius) / cells;
  const squares: string[] = [];
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const [x, y] = [(2 * (column + 0.5)) / cells - 1, (2 * (row + 0.5)) / cells - 1];
      if (x * x + y * y > 1.2) continue;
      const fill = cssColor(color(x, y));
      const [left, top] = [(x + 1) * radius - size / 2, (y + 1) * radius - size / 2];
      squares.push(`<rect x="${left}" y="${top}" width="${size + 1}" height="${size + 1}" fill="${fill}"/>`);
    }
  const id = `disc${radius}`;
  return (
    `<clipPath id="${id}"><circle cx="${radius}" cy="${radius}" r="${radius}"/></clipPath>` +
    `<g clip-path="url(#${id})" shape-rendering="crispEdges">${squares.join('')}</g>` +
    `<circle cx="${radius}" cy="${radius}" r="${radius}" fill="none" stroke="#8a8f9a"/>`
  );
}

const discRadius = (height: number): number => Math.min(62, (height - 50) / 2);

function flowWheel(greatest: number, height: number): string {
  const r = discRadius(height);
  return (
    `<g transform="translate(4,6)">${disc(r, (x, y) => flowColor(x, y, 1))}` +
    `<path d="M${r} ${r}h${r}" stroke="#22252b" stroke-width="1.5"/>` +
    `${label(2 * r + 8, r + 6, `${greatest.toPrecision(2)} px`, SMALL)}</g>` +
    `<g transform="translate(0,${2 * r + 16})">${swatch(0, NOTHING, 'not valid')}</g>`
  );
}

function normalKey(height: number): string {
  const r = discRadius(height);
  const color = (x: number, y: number): Color => {
    const flat = Math.min(1, Math.hypot(x, y));
    const scale = flat > 0 ? flat / Math.hypot(x, y) : 0;
    return normalColor(x * scale, y * scale, -Math.sqrt(1 - flat * flat));
  };
  return (
    `<g transform="translate(4,6)">${disc(r, color)}` +
    `<path d="M${r} ${r}h${r + 8}m-6 -4l6 4l-6 4M${r} ${r}v${r + 8}m-4 -6l4 6l4 -6" stroke="#22252b" fill="none" stroke-width="1.5"/>` +
    `${label(2 * r + 14, r + 6, 'x right', SMALL)}${label(r - 20, 2 * r + 28, 'y down', SMALL)}</g>`
  );
}

function coordinateKey(): string {
  const axis = (name: string, i: number): string => {
    const end: Color = [i === 0 ? 255 : 0, i === 1 ? 255 : 0, i === 2 ? 255 : 0];
    const id = `axis${i}`;
    return (
      `<linearGradient id="${id}"><stop stop-color="#000"/><stop offset="1" stop-color="${cssColor(end)}"/></linearGradient>` +
      `${label(0, 28 + 34 * i, name, SMALL)}<rect x="20" y="${14 + 34 * i}" width="110" height="18" fill="url(#${id})"/>`
    );
  };
  return `${['x', 'y', 'z'].map(axis).join('')}${label(20, 130, '0', SMALL)}${label(120, 130, '1', SMALL)}`;
}

function boxKey(height: number): string {
  const line = (y: number, style: string, words: string): string =>
    `<path d="M0 ${y}h34" stroke="#22252b" ${style}/>${label(44, y + 6, words, SMALL)}`;
  const lines = [
    line(18, 'stroke-width="3"', 'visible'),
    line(46, 'stroke-width="2" stroke-dasharray="6 5"', 'amodal'),
    line(74, 'stroke-width="1"', 'oriented 3-D'),
  ];
  return height < 70 ? (lines[0] as string) : lines.join('');
}

/** The legend of a modality as SVG, from (0, 0) down to `height`; '' where colours are what they seem. */
export function legend(
  modality: Modality,
  scales: Scales,
  { bodies, classes }: Names,
  height: number,
): string {
  switch (modality) {
    case 'depth_z_m':
    case 'distance_m':
    case 'sensor_depth_z_m':
      return bar(scales.depth[0], scales.depth[1], 'm', (share) => rampColor(1 - share), height);
    case 'instance_id':
      return names(bodies, height);
    case 'semantic_id':
      return names(classes, height);
    case 'flow_forward':
    case 'flow_backward':
      return flowWheel(scales.flow, height);
    case 'normal':
      return normalKey(height);
    case 'object_coordinates':
      return coordinateKey();
    case 'occlusion':
      return swatch(6, HIDDEN, 'hidden or gone');
    case 'shadow':
      return bar(0, 1, '', (share) => [1, 1, 1].map(() => 255 - 217 * share) as unknown as Color, height);
    case 'boxes':
      return boxKey(height);
    default:
      return '';
  }
}
