/**
 * A seeded stream of random numbers that can be forked by name: a fork depends on its parent's
 * seed and its own name alone, never on what was drawn before or in which order forks were made.
 */
export type Rng = {
  /** Uniform in [0, 1), 53 bits. */
  readonly next: () => number;
  /** Uniform in [low, high). */
  readonly uniform: (low: number, high: number) => number;
  /** Uniform whole number, both ends included. */
  readonly integer: (low: number, high: number) => number;
  /** One of the items. */
  readonly choice: <T>(items: readonly T[]) => T;
  /** The stream of that name. */
  readonly fork: (name: string) => Rng;
};

/** FNV-1a over the UTF-16 code units, 32 bits, from a chosen start. Source: Fowler, Noll and Vo. */
function hashText(text: string, start: number): number {
  let hash = start >>> 0;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
}

/** Spreads every input bit over the word. Source: murmur3's 32-bit finaliser (Appleby). */
function mix(word: number): number {
  let h = word >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 53-bit seed made from a seed and a name, for clips, episodes and forks. */
export function deriveSeed(seed: number, name: string): number {
  const low = seed >>> 0;
  const high = Math.floor(seed / 2 ** 32) >>> 0;
  const a = mix(hashText(name, 0x811c9dc5 ^ mix(low ^ mix(high ^ 0x9e3779b9))));
  const b = mix(hashText(name, 0x01234567 ^ mix(a ^ low) ^ mix(high + 0x85ebca6b)));
  return (a & 0x1fffff) * 2 ** 32 + b;
}

/**
 * A stream that is a function of `seed` (whole, 0…2⁵³ − 1; seed 0 is a seed like any other).
 * Source: xoshiro128**, Blackman and Vigna 2018.
 */
export function createRng(seed: number): Rng {
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i++) {
    const word = deriveSeed(seed, `state ${i}`);
    state[i] = word >>> 0;
  }
  if (state.every((word) => word === 0)) state[0] = 1;
  const rotl = (x: number, k: number): number => ((x << k) | (x >>> (32 - k))) >>> 0;
  const word = (): number => {
    // Not destructured: a typed array's iterator would cost most of the draw.
    const s0 = state[0]!;
    const s1 = state[1]!;
    const s2 = state[2]!;
    const s3 = state[3]!;
    const result = Math.imul(rotl(Math.imul(s1, 5) >>> 0, 7), 9) >>> 0;
    const t2 = s2 ^ s0;
    const t3 = s3 ^ s1;
    state[0] = s0 ^ t3;
    state[1] = s1 ^ t2;
    state[2] = t2 ^ (s1 << 9);
    state[3] = rotl(t3 >>> 0, 11);
    return result;
  };
  const next = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    uniform: (low, high) => low + (high - low) * next(),
    choice: (items) => items[integer(0, items.length - 1)] as (typeof items)[number],
    fork: (name) => createRng(deriveSeed(seed, name)),
  };
}
