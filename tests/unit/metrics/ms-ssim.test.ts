import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { GAUSSIAN_WINDOW } from '#src/metrics/gaussian-window.ts';
import { halved, MS_SSIM_WEIGHTS, msSsimOfPlanes, msSsimScales } from '#src/metrics/ms-ssim.ts';
import { ssimOfPlanes } from '#src/metrics/ssim.ts';

type Plane = { readonly values: Float64Array; readonly width: number; readonly height: number };

const plane = (width: number, height: number, value: (x: number, y: number) => number): Plane => ({
  ...{ width, height },
  values: Float64Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
});

const score = (a: Plane, b: Plane, peak = 255): number =>
  msSsimOfPlanes(a.values, b.values, a.width, a.height, peak);

/** The mean over all places of luminance and of contrast · structure, by two passes over each window. */
function slowTerms(a: Plane, b: Plane): [luminance: number, contrast: number, both: number] {
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  const sums = [0, 0, 0] as [number, number, number];
  let places = 0;
  for (let y = 5; y < a.height - 5; y++) {
    for (let x = 5; x < a.width - 5; x++) {
      const weighted = (value: (i: number) => number): number => {
        let sum = 0;
        for (let v = -5; v <= 5; v++)
          for (let u = -5; u <= 5; u++)
            sum += GAUSSIAN_WINDOW[u + 5]! * GAUSSIAN_WINDOW[v + 5]! * value((y + v) * a.width + x + u);
        return sum;
      };
      const [meanA, meanB] = [weighted((i) => a.values[i]!), weighted((i) => b.values[i]!)];
      const cross = weighted((i) => (a.values[i]! - meanA) * (b.values[i]! - meanB));
      const spread =
        weighted((i) => (a.values[i]! - meanA) ** 2) + weighted((i) => (b.values[i]! - meanB) ** 2);
      const luminance = (2 * meanA * meanB + c1) / (meanA ** 2 + meanB ** 2 + c1);
      const contrast = (2 * cross + c2) / (spread + c2);
      sums[0] += luminance;
      sums[1] += contrast;
      sums[2] += luminance * contrast;
      places += 1;
    }
  }
  return [sums[0] / places, sums[1] / places, sums[2] / places];
}

function slowHalf(a: Plane): Plane {
  return plane(a.width >> 1, a.height >> 1, (x, y) => {
    const at = (u: number, v: number): number => a.values[(2 * y + v) * a.width + 2 * x + u]!;
    return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
  });
}

function slowMsSsim(a: Plane, b: Plane, scales: number): number {
  const weights = MS_SSIM_WEIGHTS.slice(0, scales);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((product, weight, s) => {
    const [, contrast, both] = slowTerms(a, b);
    [a, b] = [slowHalf(a), slowHalf(b)];
    return product * Math.max(0, s === scales - 1 ? both : contrast) ** (weight / total);
  }, 1);
}

describe('MS-SSIM', () => {
  it('is the value that TorchMetrics documents for noise against three quarters of it', () => {
    // Source: TorchMetrics 1.x, multiscale_structural_similarity_index_measure, docstring: uniform noise of
    // 256 × 256, target = 0.75 × preds, data_range 1: tensor(0.9627), whatever the seed.
    const rng = createRng(0);
    const noise = plane(256, 256, () => rng.next());
    const darker = { ...noise, values: noise.values.map((value) => 0.75 * value) };
    expect(Math.abs(score(noise, darker, 1) - 0.9627)).toBeLessThan(0.001);
  });

  it.each([
    [64, 64, 3, 0.7023772285343243, 0.9548045668263719],
    [53, 47, 3, 0.6960221003040863, 0.9559315747389513],
    [180, 178, 5, 0.7474234281887202, 0.9606098759359071],
  ])('is what SciPy’s filters give on fixed images of %i × %i, %i scales', (w, h, scales, rough, smooth) => {
    // Source: the definition with scipy.ndimage.correlate1d (SciPy 1.17, NumPy 2.4) on these planes.
    const a = plane(w, h, (x, y) => (x * 7 + y * 13) % 256);
    const b = plane(w, h, (x, y) => (x * 7 + y * 13 + ((x * y) % 17) * 3) % 256);
    const c = plane(w, h, (x, y) => 128 + 100 * Math.sin(x / 9) * Math.cos(y / 7));
    const d = plane(
      w,
      h,
      (x, y) => 120 + 90 * Math.sin((x - 2) / 9) * Math.cos(y / 7) + ((x * 31 + y * 17) % 23),
    );
    expect(msSsimScales(w, h)).toBe(scales);
    expect(score(a, b)).toBeCloseTo(rough, 9);
    expect(score(c, d)).toBeCloseTo(smooth, 9);
  });

  it('equals its slow twin', () => {
    const rng = createRng(4);
    const a = plane(25, 23, () => rng.uniform(0, 255));
    const b = { ...a, values: a.values.map((value) => Math.min(255, value + rng.uniform(0, 60))) };
    expect(score(a, b)).toBeCloseTo(slowMsSsim(a, b, 2), 9);
  });

  it('takes as many scales as the window fits, and is SSIM where that is one', () => {
    expect([11, 21, 22, 43, 44, 64, 88, 128, 176, 720].map((side) => msSsimScales(side, side))).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
    ]);
    const rng = createRng(2);
    const a = plane(20, 15, () => rng.uniform(0, 255));
    const b = { ...a, values: a.values.map((value) => value + rng.uniform(0, 30)) };
    expect(score(a, b)).toBeCloseTo(ssimOfPlanes(a.values, b.values, 20, 15), 12);
  });

  it('is 1 for a plane against itself, symmetric, and in [0, 1]', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const rng = createRng(seed);
        const a = plane(24, 22, () => rng.uniform(0, 255));
        const b = plane(24, 22, () => rng.uniform(0, 255));
        expect(score(a, a)).toBeCloseTo(1, 12);
        expect(score(a, b)).toBeCloseTo(score(b, a), 12);
        expect(score(a, b)).toBeGreaterThanOrEqual(0);
        expect(score(a, b)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  });

  it('counts an inverted picture 0, not an imaginary number', () => {
    const a = plane(64, 64, (x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? 230 : 20));
    expect(score(a, { ...a, values: a.values.map((value) => 250 - value) })).toBe(0);
  });

  it('halves by means of four, without an odd last row or column', () => {
    expect(halved(Float64Array.of(1, 2, 9, 3, 6, 9, 9, 9, 9), 3, 3)).toEqual(Float64Array.of(3));
  });
});
