import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeDepth, encodeDepth } from '#src/dataset/depth.ts';

it('is exact to half a step', () => {
  fc.assert(
    fc.property(fc.float({ min: Math.fround(0.001), max: Math.fround(65), noNaN: true }), (metres) => {
      const back = decodeDepth(encodeDepth(Float32Array.of(metres), 0.001), 0.001)[0] as number;
      expect(Math.abs(back - metres)).toBeLessThanOrEqual(0.0005 + 4e-6);
    }),
  );
});

it('keeps nothing apart from what is very near, and does not wrap what is very far', () => {
  const stored = encodeDepth(Float32Array.of(0, 1e-5, 1, 65.535, 1e4, Number.NaN), 0.001);
  expect([...stored]).toEqual([0, 1, 1000, 65_535, 65_535, 0]);
});
