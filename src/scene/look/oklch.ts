import { cos, sin } from '../../core/exact-math.ts';
import type { Rng } from '../../core/rng.ts';
import { srgbHex } from './srgb-hex.ts';

/**
 * A colour as the eye orders them: lightness 0…1, chroma (0 = gray, about 0.3 at most in sRGB), hue in
 * radians. Source: Ottosson, "A perceptual color space for image processing", 2020.
 */
export type Oklch = { readonly lightness: number; readonly chroma: number; readonly hue: number };

function linearSrgb({ lightness, chroma, hue }: Oklch): readonly number[] {
  const [a, b] = [chroma * cos(hue), chroma * sin(hue)];
  const cube = (x: number): number => x * x * x;
  const l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  const m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  const s = cube(lightness - 0.0894841775 * a - 1.291485548 * b);
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The colour as `#rrggbb`, paled as far as sRGB demands while lightness and hue stay. */
export function oklchHex(color: Oklch): string {
  for (let share = 1; share > 0; share -= 1 / 32) {
    const linear = linearSrgb({ ...color, chroma: share * color.chroma });
    if (linear.every((x) => x >= 0 && x <= 1)) return srgbHex(linear);
  }
  return srgbHex(linearSrgb({ ...color, chroma: 0 }));
}

type Span = readonly [low: number, high: number];

/** A colour drawn evenly between those ends; hue in degrees. */
export const drawColor = (rng: Rng, lightness: Span, chroma: Span, hueDeg: Span = [0, 360]): string =>
  oklchHex({
    lightness: rng.uniform(...lightness),
    chroma: rng.uniform(...chroma),
    hue: (rng.uniform(...hueDeg) * Math.PI) / 180,
  });
