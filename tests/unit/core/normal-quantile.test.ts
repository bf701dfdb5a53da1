import { describe, expect, it } from 'vitest';
import { normalQuantile } from '#src/core/normal-quantile.ts';

/** The normal distribution's integral from 0 to x, by Simpson's rule. */
function integral(x: number): number {
  const steps = 2000;
  const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i++) sum += density((x * i) / steps) * (i % 2 === 1 ? 4 : 2);
  return (sum * x) / steps / 3;
}

describe('normalQuantile', () => {
  it('undoes the normal distribution, within 2e-6', () => {
    for (let x = -5; x <= 5; x += 0.05) {
      expect(Math.abs(normalQuantile(0.5 + integral(x)) - x)).toBeLessThan(2e-6);
    }
  });

  it('knows the published values', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744898, 6);
    expect(normalQuantile(1e-20)).toBeCloseTo(normalQuantile(2 ** -54), 6);
    expect(normalQuantile(2 ** -53)).toBeCloseTo(-8.20954, 4);
  });
});
