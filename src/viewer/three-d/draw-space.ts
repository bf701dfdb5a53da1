import { cssColor, idColor } from '../../core/paint/palette.ts';
import type { Projection } from './orbit-view.ts';
import type { SpaceLine, SpaceName } from './space-lines.ts';

const color = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** How each kind of line looks: its colour (the body's own where none), width in pixels, opacity. */
const LOOKS: Readonly<
  Record<
    SpaceLine['kind'],
    { readonly stroke: string | null; readonly width: number; readonly alpha: number }
  >
> = {
  ground: { stroke: '--rule', width: 1, alpha: 0.7 },
  'axis-x': { stroke: '--bad', width: 1, alpha: 0.8 },
  'axis-y': { stroke: '--good', width: 1, alpha: 0.8 },
  still: { stroke: '--soft', width: 1, alpha: 0.35 },
  body: { stroke: null, width: 1.5, alpha: 1 },
  path: { stroke: null, width: 1, alpha: 0.55 },
  camera: { stroke: '--accent', width: 1.25, alpha: 0.9 },
};

/** Draws lines and names on a canvas of that size in CSS pixels. */
export function drawSpace(
  canvas: HTMLCanvasElement,
  [width, height]: readonly [number, number],
  project: Projection,
  lines: readonly SpaceLine[],
  names: readonly SpaceName[],
): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const colors = new Map(
    Object.values(LOOKS).map(({ stroke }) => [stroke, stroke === null ? '' : color(stroke)]),
  );
  for (const { kind, id, points } of lines) {
    const { stroke, width: wide, alpha } = LOOKS[kind];
    context.strokeStyle = stroke === null ? cssColor(idColor(id, false)) : (colors.get(stroke) ?? '');
    context.lineWidth = wide;
    context.globalAlpha = alpha;
    context.beginPath();
    let isDown = false;
    for (const point of points) {
      const at = project(point);
      if (at !== null && isDown) context.lineTo(at[0], at[1]);
      else if (at !== null) context.moveTo(at[0], at[1]);
      isDown = at !== null;
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  context.font = '11px "Liberation Sans", sans-serif';
  for (const { words, at, kind } of names) {
    const place = project(at);
    if (place === null) continue;
    context.fillStyle = color(kind === 'camera' ? '--accent' : '--ink');
    context.fillText(words, place[0] + 6, place[1] - 6);
  }
}
