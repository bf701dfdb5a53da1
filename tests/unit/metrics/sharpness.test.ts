import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { gradientEnergy, sharpness, sharpnessRatio } from '#src/metrics/sharpness.ts';

const WIDTH = 24;
const ALL = new Uint8Array(WIDTH * 16).fill(1);

/** A square of 6 pixels at (x, y), `level` over a ground of 100. */
const square = (x: number, y: number, level: number): Float64Array =>
  Float64Array.from(ALL, (_, i) => {
    const [u, v] = [(i % WIDTH) - x, Math.floor(i / WIDTH) - y];
    return u >= 0 && u < 6 && v >= 0 && v < 6 ? 100 + level : 100;
  });

/** Means of 3 × 3, the border left as it is. */
const blurred = (plane: Float64Array): Float64Array =>
  plane.map((value, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    if (x === 0 || x === WIDTH - 1 || y === 0 || y === 15) return value;
    let sum = 0;
    for (let v = -1; v <= 1; v++) for (let u = -1; u <= 1; u++) sum += plane[i + v * WIDTH + u]!;
    return sum / 9;
  });

describe('gradient energy', () => {
  it('is that of four edges of a square: 24 steps squared', () => {
    expect(gradientEnergy(square(4, 5, 50), ALL, WIDTH)).toBe(24 * 50 ** 2);
  });

  it('equals its slow twin over a region, borders and all', () => {
    const rng = createRng(3);
    const plane = Float64Array.from(ALL, () => rng.uniform(0, 255));
    const region = ALL.map(() => rng.integer(0, 1));
    let slow = 0;
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const i = y * WIDTH + x;
        if (region[i] === 0) continue;
        if (x < WIDTH - 1) slow += (plane[i + 1]! - plane[i]!) ** 2;
        if (y < 15) slow += (plane[i + WIDTH]! - plane[i]!) ** 2;
      }
    }
    expect(gradientEnergy(plane, region, WIDTH)).toBeCloseTo(slow, 6);
  });
});

describe('sharpness', () => {
  const truth = square(4, 5, 80);

  it('is 1 for the truth, and for a body that is merely elsewhere', () => {
    expect(sharpness(truth, truth, ALL, WIDTH)).toBe(1);
    expect(sharpness(truth, square(9, 7, 80), ALL, WIDTH)).toBe(1);
  });

  it('falls with the square of the contrast, and with blur', () => {
    expect(sharpnessRatio(truth, square(4, 5, 40), ALL, WIDTH)).toBe(0.25);
    expect(sharpness(truth, blurred(truth), ALL, WIDTH)).toBeLessThan(0.5);
  });

  it('falls with noise too, while the ratio rises', () => {
    const rng = createRng(1);
    const noisy = truth.map((value) => value + rng.uniform(-40, 40));
    const ratio = sharpnessRatio(truth, noisy, ALL, WIDTH);
    expect(ratio).toBeGreaterThan(1.5);
    expect(sharpness(truth, noisy, ALL, WIDTH)).toBeCloseTo(1 / ratio, 12);
  });

  it('is 0 where all has gone, and not defined where there was nothing', () => {
    expect(sharpness(truth, square(0, 0, 0), ALL, WIDTH)).toBe(0);
    expect(sharpness(square(0, 0, 0), truth, ALL, WIDTH)).toBeNaN();
  });
});
