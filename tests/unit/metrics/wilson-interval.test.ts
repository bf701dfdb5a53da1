import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '#src/metrics/wilson-interval.ts';

describe('the interval of a share', () => {
  it('has the published width where all or none succeeded', () => {
    // All of 10: 1 ÷ (1 + z² ÷ 10), z = 1.96.
    expect(wilsonInterval(1, 10)[0]).toBeCloseTo(1 / (1 + 1.959963984540054 ** 2 / 10), 12);
    expect(wilsonInterval(1, 10)[1]).toBeCloseTo(1, 12);
    expect(wilsonInterval(0, 10)[0]).toBeCloseTo(0, 12);
    expect(wilsonInterval(0, 10)[1]).toBeCloseTo(0.2775, 4);
  });

  it('ends where the score test of the share has z = 1.96', () => {
    for (const [share, n] of [
      [0.5, 10],
      [0.9, 40],
      [0.03, 200],
    ] as const)
      for (const end of wilsonInterval(share, n))
        expect(Math.abs(share - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(1.96, 3);
  });

  it('is not known without a trial', () => {
    expect(wilsonInterval(Number.NaN, 0)).toEqual([Number.NaN, Number.NaN]);
  });
});
