import { square } from '../../core/exact-math.ts';

/** The cube root of `x` ≥ 0 from + - * / alone, so that its bits are the same everywhere. Newton. */
function cubeRoot(x: number): number {
  if (x === 0) return 0;
  let root = Math.max(x, 1);
  for (let i = 0; i < 64; i++) root = (2 * root + x / (root * root)) / 3;
  return root;
}

/** The sRGB transfer function, 0…1; x^(1 ÷ 2.4) is the cube root of √√x⁵. Source: IEC 61966-2-1. */
function encode(linear: number): number {
  if (linear <= 0.0031308) return 12.92 * linear;
  return 1.055 * cubeRoot(Math.sqrt(Math.sqrt(square(linear) * square(linear) * linear))) - 0.055;
}

/** A linear sRGB colour, each part cut to 0…1, as `#rrggbb`. */
export function srgbHex(linear: readonly number[]): string {
  const bytes = linear.map((x) => Math.round(255 * encode(Math.min(1, Math.max(0, x)))));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
