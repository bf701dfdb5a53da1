import { describe, expect, it } from 'vitest';
import { createRng, deriveSeed } from '#src/core/rng.ts';

const first = (seed: number, n = 4): number[] => {
  const rng = createRng(seed);
  return Array.from({ length: n }, rng.next);
};

describe('createRng', () => {
  it('is a function of its seed, and seed 0 is a seed', () => {
    expect(first(0)).toEqual(first(0));
    expect(first(0)).not.toEqual(first(1));
    expect(first(2 ** 40)).not.toEqual(first(0));
    expect(new Set(first(0, 100)).size).toBe(100);
  });

  it('gives the same numbers for ever', () => {
    expect(first(0)).toMatchInlineSnapshot(`
      [
        0.9403355877565015,
        0.23678777730168488,
        0.12779602675425128,
        0.6311487622073367,
      ]
    `);
    expect(deriveSeed(0, 'free-fall/0')).toMatchInlineSnapshot(`888299469440851`);
  });

  it('forks by name alone, whatever was drawn before', () => {
    const [fresh, used] = [createRng(5), createRng(5)];
    used.next();
    used.fork('other').next();
    expect(used.fork('a').next()).toBe(fresh.fork('a').next());
    expect(fresh.fork('a').next()).not.toBe(fresh.fork('b').next());
  });

  it('is even over its range', () => {
    const rng = createRng(1);
    const counts = new Array(10).fill(0);
    for (let i = 0; i < 10_000; i++) counts[rng.integer(0, 9)] += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
    const mean = Array.from({ length: 10_000 }, rng.next).reduce((a, b) => a + b) / 10_000;
    expect(mean).toBeCloseTo(0.5, 1);
  });

  it('derives whole seeds below 2^53 that differ by name and by seed', () => {
    const seeds = Array.from({ length: 2000 }, (_, i) => deriveSeed(i % 20, `clip ${Math.floor(i / 20)}`));
    expect(new Set(seeds).size).toBe(2000);
    expect(seeds.every((s) => Number.isSafeInteger(s) && s >= 0)).toBe(true);
  });
});
