import type { Sky } from '../../core/episode.ts';
import type { Rng } from '../../core/rng.ts';
import { drawColor } from './oklch.ts';

type Span = readonly [low: number, high: number];
/** Lightness, chroma and hue (degrees) of a part of a sky. */
type Part = readonly [lightness: Span, chroma: Span, hueDeg: Span];
type Weather = {
  readonly name: string;
  readonly zenith: Part;
  readonly horizon: Part;
  readonly ground: Part;
};

/** Skies stay light and pale near the horizon, where cameras look, and bodies stand out from them. */
const WEATHERS: readonly [Weather, ...Weather[]] = [
  {
    name: 'clear',
    zenith: [
      [0.55, 0.68],
      [0.09, 0.13],
      [240, 258],
    ],
    horizon: [
      [0.86, 0.93],
      [0.02, 0.04],
      [225, 250],
    ],
    ground: [
      [0.5, 0.65],
      [0.01, 0.03],
      [60, 120],
    ],
  },
  {
    name: 'hazy',
    zenith: [
      [0.74, 0.82],
      [0.03, 0.06],
      [220, 250],
    ],
    horizon: [
      [0.88, 0.94],
      [0.005, 0.025],
      [60, 240],
    ],
    ground: [
      [0.6, 0.72],
      [0.005, 0.02],
      [60, 120],
    ],
  },
  {
    name: 'dusk',
    zenith: [
      [0.36, 0.5],
      [0.05, 0.09],
      [265, 305],
    ],
    horizon: [
      [0.74, 0.84],
      [0.06, 0.1],
      [35, 75],
    ],
    ground: [
      [0.32, 0.45],
      [0.01, 0.03],
      [280, 340],
    ],
  },
  {
    name: 'overcast',
    zenith: [
      [0.7, 0.8],
      [0, 0.015],
      [220, 270],
    ],
    horizon: [
      [0.84, 0.91],
      [0, 0.012],
      [220, 270],
    ],
    ground: [
      [0.5, 0.62],
      [0, 0.02],
      [60, 120],
    ],
  },
  {
    name: 'indoor',
    zenith: [
      [0.88, 0.96],
      [0, 0.02],
      [60, 110],
    ],
    horizon: [
      [0.72, 0.88],
      [0.005, 0.05],
      [0, 360],
    ],
    ground: [
      [0.45, 0.6],
      [0.01, 0.03],
      [40, 90],
    ],
  },
];

/** A sky of some weather, or the walls of a room. */
export function drawSky(rng: Rng): { readonly sky: Sky; readonly weather: string } {
  const weather = rng.choice(WEATHERS);
  const color = (part: 'zenith' | 'horizon' | 'ground'): string =>
    drawColor(rng.fork(part), ...weather[part]);
  return {
    sky: { zenith: color('zenith'), horizon: color('horizon'), ground: color('ground') },
    weather: weather.name,
  };
}
