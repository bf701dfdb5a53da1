import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorFromPsnr, pooledPsnr } from '#src/metrics/pooled-psnr.ts';
import { meanSquaredError, psnr, psnrFromError } from '#src/metrics/psnr.ts';

const frame = fc.uint8Array({ minLength: 48, maxLength: 48 });

describe('pooled PSNR', () => {
  it('is the PSNR of all frames laid end to end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(frame, frame), { minLength: 1, maxLength: 5 }), (pairs) => {
        fc.pre(pairs.every(([a, b]) => meanSquaredError(a, b) > 1));
        const all = (side: 0 | 1): number[] => pairs.flatMap((pair) => [...pair[side]]);
        const slow = psnrFromError(meanSquaredError(all(0), all(1)));
        expect(pooledPsnr(pairs.map(([a, b]) => psnr(a, b)))).toBeCloseTo(slow, 9);
      }),
    );
  });

  it('lets one bad frame count in full, where the mean of dB does not', () => {
    // Errors of 0.0650 (60 dB) and 650.25 (20 dB): a mean of 40 dB, but half the error of 20 dB: 23.01.
    expect(pooledPsnr([60, 20])).toBeCloseTo(23.01, 2);
  });

  it('undoes the logarithm, and is not defined without frames', () => {
    expect(psnrFromError(errorFromPsnr(31.4))).toBeCloseTo(31.4, 12);
    expect(pooledPsnr([])).toBeNaN();
  });
});
