import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, sin } from '#src/core/exact-math.ts';

const angle = fc.double({ min: -100, max: 100, noNaN: true });

describe('sin and cos', () => {
  it('lie within 4e-16 of the engine’s on ±100', () => {
    fc.assert(
      fc.property(angle, (x) => {
        expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThanOrEqual(4e-16);
        expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThanOrEqual(4e-16);
      }),
      { numRuns: 5000 },
    );
  });

  it('stay within 1e-15 out to a million', () => {
    for (const x of [1e3, 54321.123, -123456.789, 1e6]) {
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThanOrEqual(1e-15);
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThanOrEqual(1e-15);
    }
  });

  it('are exact where they should be', () => {
    expect([sin(0), cos(0), sin(Math.PI / 2), cos(Math.PI)]).toEqual([0, 1, 1, -1]);
    expect(sin(Math.PI / 6)).toBeCloseTo(0.5, 15);
  });

  it('have the same bits for ever', () => {
    const bits = (x: number): string => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, x);
      return view.getBigUint64(0).toString(16);
    };
    expect([sin(1), cos(1), sin(-2.5), cos(10)].map(bits)).toMatchInlineSnapshot(`
      [
        "3feaed548f090cee",
        "3fe14a280fb5068c",
        "bfe326af0dcfcab0",
        "bfead9ac890c6b1f",
      ]
    `);
  });
});
