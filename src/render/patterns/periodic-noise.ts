import type { Rng } from '../../core/rng.ts';

/**
 * Noise in about ±0.8 that is smooth and repeats after 1 in both directions; `countU` and `countV`
 * (whole, ≤ 256) are the cells a repeat is cut into.
 */
export type PeriodicNoise = (u: number, v: number, countU: number, countV: number) => number;

const TABLE = 256;

/** Whole numbers 0…255 in an order of the stream's own. Source: Fisher and Yates. */
function shuffled(rng: Rng): Uint8Array {
  const order = Uint8Array.from({ length: TABLE }, (_, i) => i);
  for (let i = TABLE - 1; i > 0; i--) {
    const j = rng.integer(0, i);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

const fade = (t: number): number => t * t * t * (t * (6 * t - 15) + 10);

/** Gradient noise on a lattice that wraps. Source: Perlin, "Improving noise", 2002. */
export function createPeriodicNoise(rng: Rng): PeriodicNoise {
  const order = shuffled(rng);
  const cosine = Float64Array.from({ length: TABLE }, (_, i) => Math.cos((2 * Math.PI * i) / TABLE));
  const sine = Float64Array.from({ length: TABLE }, (_, i) => Math.sin((2 * Math.PI * i) / TABLE));
  const slope = (hash: number, dx: number, dy: number): number => {
    const turn = order[hash & (TABLE - 1)]!;
    return cosine[turn]! * dx + sine[turn]! * dy;
  };
  return (u, v, countU, countV) => {
    // Not destructured: this runs millions of times.
    const x = (u - Math.floor(u)) * countU;
    const y = (v - Math.floor(v)) * countV;
    const i = Math.floor(x);
    const j = Math.floor(y);
    const dx = x - i;
    const dy = y - j;
    const left = order[i % countU]!;
    const right = order[(i + 1) % countU]!;
    const up = j % countV;
    const down = (j + 1) % countV;
    const a = fade(dx);
    const top = slope(left + up, dx, dy) * (1 - a) + slope(right + up, dx - 1, dy) * a;
    const bottom = slope(left + down, dx, dy - 1) * (1 - a) + slope(right + down, dx - 1, dy - 1) * a;
    return 1.4 * (top + (bottom - top) * fade(dy));
  };
}

/** Octaves of noise, each twice as fine and half as strong. Source: Musgrave's fractal sum. */
export function fractalNoise(
  noise: PeriodicNoise,
  u: number,
  v: number,
  countU: number,
  countV: number,
  octaves: number,
): number {
  let sum = 0;
  for (let octave = 0; octave < octaves; octave++)
    sum += noise(u, v, countU << octave, countV << octave) / (1 << octave);
  return sum;
}
