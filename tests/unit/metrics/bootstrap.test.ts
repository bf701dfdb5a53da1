import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '#src/core/rng.ts';
import {
  clusteredMean,
  createResamples,
  percentileInterval,
  resampledMeans,
  resampledMeansOf,
} from '#src/metrics/bootstrap.ts';
import { selectOrder, selectOrders } from '#src/metrics/order-statistic.ts';

const once = (values: readonly number[]) => ({
  sums: Float64Array.from(values),
  counts: new Float64Array(values.length).fill(1),
});

describe('bootstrap', () => {
  it('gives the same draws for the same seed and others for another', () => {
    const draws = (seed: number) => [...createResamples(7, 20, createRng(seed)).indices];
    expect(draws(0)).toEqual(draws(0));
    expect(draws(0)).not.toEqual(draws(1));
    expect(Math.max(...draws(0))).toBeLessThan(7);
  });

  it('equals its slow twin, draw by draw', () => {
    const values = { sums: Float64Array.of(3, 8, 0, 5), counts: Float64Array.of(1, 2, 0, 1) };
    const resamples = createResamples(4, 50, createRng(3));
    const slow = Array.from({ length: 50 }, (_, draw) => {
      const picked = [...resamples.indices].slice(4 * draw, 4 * draw + 4);
      const sum = picked.reduce((total, i) => total + values.sums[i]!, 0);
      return sum / picked.reduce((total, i) => total + values.counts[i]!, 0);
    });
    expect([...resampledMeans(values, resamples)]).toEqual(slow);
    expect(clusteredMean(values)).toBe(4);
  });

  it('is close to the normal interval of a mean, as Efron and Tibshirani expect of it', () => {
    // Source: Efron and Tibshirani 1993, table 2.1 (the mouse data, treatment group): mean 86.86,
    // standard error of the mean 25.24 with n − 1, so 23.36 for the bootstrap (plug-in) estimate.
    const mice = [94, 197, 16, 38, 99, 141, 23];
    const means = resampledMeans(once(mice), createResamples(7, 10_000, createRng(0)));
    const mean = means.reduce((total, value) => total + value, 0) / means.length;
    const error = Math.sqrt(means.reduce((total, value) => total + (value - mean) ** 2, 0) / means.length);
    expect(clusteredMean(once(mice))).toBeCloseTo(86.86, 2);
    expect(error).toBeGreaterThan(22.9);
    expect(error).toBeLessThan(23.8);
  });

  it('covers the true mean about 95 times in 100', () => {
    const rng = createRng(5);
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const values = Array.from({ length: 40 }, () => rng.next() + rng.next() + rng.next() - 1.5);
      const draws = resampledMeans(once(values), createResamples(40, 400, rng.fork(`trial ${trial}`)));
      const [low, high] = percentileInterval(draws);
      if (low <= 0 && high >= 0) covered += 1;
    }
    expect(covered / 200).toBeGreaterThan(0.89);
    expect(covered / 200).toBeLessThan(0.99);
  });

  it('finds what sorting would, for any level', () => {
    // Adding 0 makes −0 plain 0, which alone sorting and selecting would tell apart.
    const value = fc.double({ min: -5, max: 5, noNaN: true }).map((v) => v + 0);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.nat(), (list, seed) => {
        const n = seed % list.length;
        const sorted = Float64Array.from(list).sort();
        const selected = Float64Array.from(list);
        expect(selectOrder(selected, n)).toBe(sorted[n]);
        expect(selected.slice().sort()).toEqual(sorted);
        expect(Math.max(...selected.subarray(0, n + 1))).toBe(sorted[n]);
        const place = (share: number): number => {
          const exact = share * (list.length - 1);
          const [low, high] = [sorted[Math.floor(exact)]!, sorted[Math.ceil(exact)]!];
          return low + (high - low) * (exact - Math.floor(exact));
        };
        const [low, high] = percentileInterval(Float64Array.from(list), 0.8);
        expect(low).toBeCloseTo(place(0.1), 12);
        expect(high).toBeCloseTo(place(0.9), 12);
      }),
    );
  });

  it.each([
    ['spread', (rng: Rng) => rng.next() + rng.next() + rng.next()],
    ['crowded beside an outlier', (rng: Rng, i: number) => (i === 7 ? 1e9 : rng.integer(0, 3))],
    ['all alike', () => 0.25],
    ['without bounds', (rng: Rng, i: number) => (i < 3 ? Number.NEGATIVE_INFINITY : rng.next())],
  ])('finds several places of a long list as sorting does: %s', (_, draw) => {
    const rng = createRng(11);
    const list = Float64Array.from({ length: 2000 }, (_value, i) => draw(rng, i));
    const places = [0, 1, 49, 50, 1000, 1949, 1950, 1999];
    const kept = list.slice();
    const sorted = list.slice().sort();
    expect(selectOrders(list, places)).toEqual(places.map((place) => sorted[place]));
    expect(list).toEqual(kept);
  });

  it('draws several measures as it draws each', () => {
    const rng = createRng(5);
    const column = (gaps: boolean) => ({
      sums: Float64Array.from({ length: 9 }, () => rng.next()),
      counts: Float64Array.from({ length: 9 }, (_, i) => (gaps && i % 3 === 0 ? 0 : 2)),
    });
    const columns = [false, true, false, false, true, false].map(column);
    const resamples = createResamples(9, 40, rng);
    const together = resampledMeansOf(columns, resamples);
    expect(together).toEqual(columns.map((one) => resampledMeans(one, resamples)));
  });

  it('interpolates between order statistics and leaves out draws without a value', () => {
    const draws = Float64Array.from([4, 0, Number.NaN, 1, 3, 2]);
    expect(percentileInterval(draws, 0.5)).toEqual([1, 3]);
    expect(percentileInterval(draws, 0.75)).toEqual([0.5, 3.5]);
    expect(percentileInterval(Float64Array.of(Number.NaN))).toEqual([Number.NaN, Number.NaN]);
  });
});
