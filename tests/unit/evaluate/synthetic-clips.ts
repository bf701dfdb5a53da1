import { createRng } from '#src/core/rng.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';

/** What {@link syntheticClip} draws. */
export type SyntheticOptions = {
  readonly width: number;
  readonly height: number;
  readonly context: number;
  readonly horizon: number;
  readonly bodies: number;
};

export const SYNTHETIC_DEFAULTS: SyntheticOptions = {
  width: 64,
  height: 48,
  context: 4,
  horizon: 8,
  bodies: 2,
};

const COLORS: readonly (readonly [number, number, number])[] = [
  [205, 62, 48],
  [40, 110, 190],
  [230, 180, 40],
  [60, 150, 90],
];

/** Coloured squares that slide over a shaded floor and bounce off the edges: frames and exact ids. */
export function syntheticClip(
  episode: string,
  scene: string,
  seed: number,
  options: SyntheticOptions = SYNTHETIC_DEFAULTS,
): EvaluatedClip {
  const { width, height, context, horizon, bodies } = options;
  const rng = createRng(seed);
  const size = Math.round(width / 6);
  const movers = Array.from({ length: bodies }, (_, k) => ({
    id: k + 2,
    x: rng.integer(0, width - size),
    y: rng.integer(0, height - size),
    vx: rng.integer(-2, 2),
    vy: rng.integer(-2, 2),
  }));
  const rgb: Uint8Array[] = [];
  const ids: Uint16Array[] = [];
  for (let f = 0; f < context + horizon; f++) {
    const frame = new Uint8Array(3 * width * height);
    const truth = new Uint16Array(width * height).fill(1);
    for (let i = 0; i < width * height; i++) {
      const shade = 150 + Math.round((60 * Math.floor(i / width)) / height);
      frame.set([shade, shade, shade + 6], 3 * i);
    }
    for (const m of movers) {
      for (let y = m.y; y < m.y + size; y++) {
        for (let x = m.x; x < m.x + size; x++) {
          const edge = y < m.y + size / 4 ? 1.12 : x < m.x + size / 5 ? 0.8 : 1;
          frame.set(
            (COLORS[(m.id - 2) % 4] ?? [0, 0, 0]).map((c) => Math.min(255, Math.round(c * edge))),
            3 * (y * width + x),
          );
          truth[y * width + x] = m.id;
        }
      }
      if (m.x + m.vx < 0 || m.x + m.vx > width - size) m.vx = -m.vx;
      if (m.y + m.vy < 0 || m.y + m.vy > height - size) m.vy = -m.vy;
      m.x += m.vx;
      m.y += m.vy;
    }
    rgb.push(frame);
    ids.push(truth);
  }
  return {
    id: `${episode}.main.0`,
    episode,
    scene,
    cluster: episode,
    width,
    height,
    fps: 12,
    context: rgb.slice(0, context),
    contextIds: ids.slice(0, context),
    truth: rgb.slice(context),
    truthIds: ids.slice(context),
    metresAPixel: rgb.slice(context).map(() => new Map(movers.map((m) => [m.id, 0.01]))),
    foregroundIds: movers.map((m) => m.id),
    actions: null,
    actionDim: 0,
  };
}
