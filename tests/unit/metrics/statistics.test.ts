import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { createResamples, resampledMeans } from '#src/metrics/bootstrap.ts';
import { pearson, ranksOf, spearman } from '#src/metrics/correlation.ts';
import { bootstrapPValue, holmCorrected } from '#src/metrics/holm.ts';
import { meanMaxRankViolation } from '#src/metrics/rank-violation.ts';

const list = (length: number) =>
  fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length });

describe('correlation', () => {
  const iq = [86, 97, 99, 100, 101, 103, 106, 110, 112, 113];
  const hours = [2, 20, 28, 27, 50, 29, 7, 17, 6, 12];

  it('is that of SciPy, and of the textbook', () => {
    // Source: Wikipedia, Spearman's rank correlation coefficient, worked example: ρ = −29/165; SciPy 1.17.
    expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 12);
    expect(pearson(iq, hours)).toBeCloseTo(-0.07021632602905678, 12);
  });

  it('shares ranks among equals, as SciPy does', () => {
    const [a, b] = [
      [1, 2, 2, 3, 5, 5, 5, 8],
      [3, 1, 4, 4, 2, 9, 9, 7],
    ];
    expect(ranksOf(a)).toEqual([1, 2.5, 2.5, 4, 6, 6, 6, 8]);
    expect(spearman(a, b)).toBeCloseTo(0.56531554109761, 12);
    expect(pearson(a, b)).toBeCloseTo(0.6016030120142588, 12);
  });

  it('is 1 for a rising line, −1 for a falling one, and not defined for what does not vary', () => {
    fc.assert(
      fc.property(list(6), (a) => {
        fc.pre(new Set(a).size > 1);
        expect(
          pearson(
            a,
            a.map((v) => 3 * v + 2),
          ),
        ).toBeCloseTo(1, 12);
        expect(
          pearson(
            a,
            a.map((v) => -v),
          ),
        ).toBeCloseTo(-1, 12);
        expect(
          spearman(
            a,
            a.map((v) => v ** 3),
          ),
        ).toBeCloseTo(1, 12);
      }),
    );
    expect(pearson([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
});

describe('mean maximum rank violation', () => {
  it('is 0 for the true order, whatever the values', () => {
    expect(meanMaxRankViolation([0.1, 0.5, 0.9], [0.3, 0.31, 0.99])).toBe(0);
  });

  it('is the largest true gap that is confused, a policy at a time', () => {
    // 0.5 and 0.9 are confused, 0.1 with none: (0 + 0.4 + 0.4) / 3.
    expect(meanMaxRankViolation([0.1, 0.5, 0.9], [0.2, 0.8, 0.7])).toBeCloseTo(0.8 / 3, 12);
    expect(meanMaxRankViolation([0, 1], [1, 0])).toBe(1);
  });

  it('takes equals in the dream for confused from the side of the worse', () => {
    // 0.2 is confused with 1, 0.6 with 1, and 1 with none.
    expect(meanMaxRankViolation([0.2, 0.6, 1], [0.5, 0.5, 0.5])).toBeCloseTo((0.8 + 0.4 + 0) / 3, 12);
  });
});

describe('Holm’s correction', () => {
  it('is that of R’s p.adjust', () => {
    // Source: R 4, p.adjust(c(0.01, 0.04, 0.03, 0.005), 'holm').
    const corrected = holmCorrected([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => {
      expect(corrected[i]).toBeCloseTo(p, 12);
    });
  });

  it('lies between no correction and Bonferroni’s, keeps the order, and stays in [0, 1]', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), (p) => {
        const corrected = holmCorrected(p);
        corrected.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(p[i]!);
          expect(value).toBeLessThanOrEqual(Math.min(1, p.length * p[i]!) + 1e-12);
          p.forEach((other, j) => {
            if (other < p[i]!) expect(corrected[j]!).toBeLessThanOrEqual(value);
          });
        });
      }),
    );
  });

  it('keeps the chance of any false claim at most at α, where uncorrected claims do not', () => {
    const rng = createRng(2);
    const claims = { corrected: 0, plain: 0 };
    for (let trial = 0; trial < 2000; trial++) {
      const p = Array.from({ length: 8 }, () => rng.next());
      if (p.some((value) => value < 0.05)) claims.plain += 1;
      if (holmCorrected(p).some((value) => value < 0.05)) claims.corrected += 1;
    }
    expect(claims.corrected / 2000).toBeLessThan(0.065);
    expect(claims.plain / 2000).toBeGreaterThan(0.3);
  });
});

describe('the p-value of a bootstrap', () => {
  it('is twice the smaller tail, and never 0', () => {
    const draws = Float64Array.from({ length: 99 }, (_, i) => (i < 4 ? -1 : 1));
    expect(bootstrapPValue(draws)).toBe(0.1);
    expect(bootstrapPValue(new Float64Array(99).fill(1))).toBe(0.02);
    expect(bootstrapPValue(new Float64Array(99))).toBe(1);
  });

  it('is evenly spread where there is nothing to find', () => {
    const rng = createRng(8);
    let low = 0;
    for (let trial = 0; trial < 300; trial++) {
      const sums = Float64Array.from({ length: 40 }, () => rng.next() + rng.next() + rng.next() - 1.5);
      const values = { sums, counts: new Float64Array(40).fill(1) };
      const draws = resampledMeans(values, createResamples(40, 300, rng.fork(`trial ${trial}`)));
      if (bootstrapPValue(draws) < 0.2) low += 1;
    }
    expect(low / 300).toBeGreaterThan(0.13);
    expect(low / 300).toBeLessThan(0.28);
  });
});
