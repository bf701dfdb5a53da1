/** sRGB, 0…255. */
export type Color = readonly [r: number, g: number, b: number];

/** Where nothing is, or nothing is known. */
export const NOTHING: Color = [226, 228, 233];

/** What the next frame does not show. */
export const HIDDEN: Color = [214, 40, 57];

/** Ten even steps of viridis, dark to light. Source: van der Walt and Smith, matplotlib 2.0 (CC0). */
const VIRIDIS: readonly Color[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

const mix = (a: number, b: number, share: number): number => Math.round(a + (b - a) * share);

/** The colour of 0…1 on a scale that is even to the eye; what lies outside takes its end. */
export function rampColor(share: number): Color {
  const at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
  const i = Math.min(VIRIDIS.length - 2, Math.floor(at));
  const [low, high] = [VIRIDIS[i] as Color, VIRIDIS[i + 1] as Color];
  return [0, 1, 2].map((c) => mix(low[c] as number, high[c] as number, at - i)) as unknown as Color;
}

/** Hue in degrees, saturation and lightness 0…1. Source: the CSS Color Module's formula. */
export function hueColor(hue: number, saturation: number, lightness: number): Color {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

/** One colour an id, hues a golden angle apart so that neighbours differ; what cannot move stays pale. */
export function idColor(id: number, still: boolean): Color {
  if (id === 0) return NOTHING;
  const hue = (id * 137.508 + 75) % 360;
  return still ? hueColor(hue, 0.14, 0.74) : hueColor(hue, 0.52, id % 2 === 0 ? 0.66 : 0.54);
}

/** Direction as hue, length ÷ the greatest as colourfulness; stillness is white. */
export function flowColor(u: number, v: number, greatest: number): Color {
  const share = Math.min(1, Math.hypot(u, v) / greatest);
  const hue = ((Math.atan2(v, u) * 180) / Math.PI + 360) % 360;
  return hueColor(hue, 1, 1 - 0.5 * share);
}

/** A unit normal in the camera frame: right is red, up is green, towards the camera is blue. */
export const normalColor = (x: number, y: number, z: number): Color =>
  [1 + x, 1 - y, 1 - z].map((value) => Math.round(127.5 * value)) as unknown as Color;

/** Linear 0…255 as sRGB 0…255. Source: IEC 61966-2-1. */
export function srgbFromLinear(value: number): number {
  const linear = value / 255;
  return Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
}

export const cssColor = ([r, g, b]: Color): string => `rgb(${r},${g},${b})`;
