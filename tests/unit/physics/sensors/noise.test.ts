import { expect, it } from 'vitest';
import { createGaussian } from '#src/physics/sensors/noise.ts';

const COUNT = 200_000;

it('has the moments and the tails of the normal distribution', () => {
  const draw = createGaussian(7);
  const x = Array.from({ length: COUNT }, draw);
  const moment = (k: number): number => x.reduce((sum, value) => sum + value ** k, 0) / COUNT;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
  expect(Math.abs(moment(3))).toBeLessThan(0.04);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  const beyond = (limit: number): number => x.filter((value) => Math.abs(value) > limit).length / COUNT;
  expect(Math.abs(beyond(1) - 0.3173)).toBeLessThan(0.005);
  expect(Math.abs(beyond(2) - 0.0455)).toBeLessThan(0.002);
  expect(Math.abs(beyond(3) - 0.0027)).toBeLessThan(0.0006);
});

it('is the same for the same seed', () => {
  const [a, b] = [createGaussian(0), createGaussian(0)];
  for (let i = 0; i < 100; i++) expect(a()).toBe(b());
  expect(createGaussian(1)()).not.toBe(createGaussian(2)());
});
