import { COLOR_SAMPLES } from '../color-name.ts';

/** CIELAB under D65. Source: CIE 15:2004; the matrix is that of IEC 61966-2-1. */
function cielab(hex: string): readonly [number, number, number] {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const x = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Colour difference ΔE94 for graphic arts. Source: CIE 116-1995. */
function deltaE94(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  const [ca, cb] = [Math.hypot(a[1], a[2]), Math.hypot(b[1], b[2])];
  const dc = ca - cb;
  const dh2 = Math.max(0, (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2 - dc * dc);
  return Math.hypot(a[0] - b[0], dc / (1 + 0.045 * ca), Math.sqrt(dh2) / (1 + 0.015 * ca));
}

const SAMPLES = COLOR_SAMPLES.map(({ name, hex }) => ({ name, lab: cielab(hex) }));

/** How much nearer another name may be, ΔE94: the two spaces order what is nearly alike differently. */
const SLACK = 9;

/** Whether a colour may go by a name: by another distance in another space than the one that chose it. */
export const mayBeCalled = (hex: string, name: string): boolean => farther(hex, name) <= SLACK;

/** Whether no other name is nearly as near. */
export const isCalled = (hex: string, name: string): boolean =>
  COLOR_WORDS.every((other) => other === name || farther(hex, other) > SLACK);

const measured = new Map<string, number>();

/** How much farther a name is from a colour than the nearest name, ΔE94. */
function farther(hex: string, name: string): number {
  const key = `${hex} ${name}`;
  const known = measured.get(key);
  if (known !== undefined) return known;
  const lab = cielab(hex);
  let [own, best] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const sample of SAMPLES) {
    const apart = deltaE94(lab, sample.lab);
    best = Math.min(best, apart);
    if (sample.name === name) own = Math.min(own, apart);
  }
  if (measured.size < 65_536) measured.set(key, own - best);
  return own - best;
}

/** The names of colours, the longest first. */
export const COLOR_WORDS: readonly string[] = [...new Set(COLOR_SAMPLES.map(({ name }) => name))].sort(
  (a, b) => b.length - a.length,
);
