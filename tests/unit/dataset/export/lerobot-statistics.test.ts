import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colorCounts } from '#src/dataset/export/lerobot/color-counts.ts';
import { rowStatistics } from '#src/dataset/export/lerobot/statistics.ts';

it('tells what a plain calculation over all rows tells, in whatever pieces they come', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 9 }), {
        minLength: 1,
        maxLength: 9,
      }),
      (pieces) => {
        const running = rowStatistics(1);
        for (const piece of pieces) running.add(piece);
        const all = pieces.flat().sort((a, b) => a - b);
        const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
        const { min, max, std, count, ...rest } = running.result();
        expect([min[0], max[0], count]).toEqual([all[0], all.at(-1), all.length]);
        expect(rest.mean[0]).toBeCloseTo(mean, 6);
        expect(std[0]).toBeCloseTo(Math.sqrt(all.reduce((s, x) => s + (x - mean) ** 2, 0) / all.length), 6);
      },
    ),
  );
});

it('takes quantiles between values, as numpy does', () => {
  const running = rowStatistics(2);
  running.add([0, 10, 1, 20, 2, 30, 3, 40]);
  const { q10, q50, q99 } = running.result();
  expect(q10[0]).toBeCloseTo(0.3, 12);
  expect(q50).toEqual([1.5, 25]);
  expect(q99[1]).toBeCloseTo(39.7, 12);
});

it('keeps quantiles near in bounded memory', () => {
  const running = rowStatistics(1);
  const rows = 300_000;
  running.add(Float64Array.from({ length: rows }, (_, i) => ((i * 7919) % rows) / rows));
  const { q01, q90, count } = running.result();
  expect(count).toBe(rows);
  expect(q01[0]).toBeCloseTo(0.01, 2);
  expect(q90[0]).toBeCloseTo(0.9, 2);
});

it('counts the colours of every pixel, and adds up what others counted', () => {
  const [one, two] = [colorCounts(), colorCounts()];
  one.add(Uint8Array.of(0, 100, 255, 0, 200, 255));
  two.add(Uint8Array.of(255, 100, 255, 51, 200, 255));
  one.merge(two);
  const { min, max, mean, q50, count, std } = one.result();
  expect(count).toBe(2);
  expect([min, max]).toEqual([
    [0, 100 / 255, 1],
    [1, 200 / 255, 1],
  ]);
  expect(mean[0]).toBeCloseTo((255 + 51) / 4 / 255, 12);
  expect([q50[1], q50[2], std[2]]).toEqual([100 / 255, 1, 0]);
});
