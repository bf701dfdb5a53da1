import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#src/core/rng.ts';
import { foregroundPsnr } from '#src/metrics/foreground-psnr.ts';
import { GAUSSIAN_WINDOW } from '#src/metrics/gaussian-window.ts';
import { meanSquaredError, PSNR_CAP_DB, psnr, psnrFromError } from '#src/metrics/psnr.ts';
import { luma, ssim, ssimOfPlanes } from '#src/metrics/ssim.ts';

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

/** SSIM by its definition: at every place, weighted means, variances and covariance in two passes. */
function slowSsim(a: Float64Array, b: Float64Array, width: number, height: number, peak: number): number {
  const scores: number[] = [];
  for (let y = 5; y < height - 5; y++) {
    for (let x = 5; x < width - 5; x++) {
      const weighted = (value: (i: number) => number): number => {
        let sum = 0;
        for (let v = -5; v <= 5; v++) {
          for (let u = -5; u <= 5; u++) {
            const weight = GAUSSIAN_WINDOW[u + 5]! * GAUSSIAN_WINDOW[v + 5]!;
            sum += weight * value((y + v) * width + x + u);
          }
        }
        return sum;
      };
      const meanA = weighted((i) => a[i]!);
      const meanB = weighted((i) => b[i]!);
      const varianceA = weighted((i) => (a[i]! - meanA) ** 2);
      const varianceB = weighted((i) => (b[i]! - meanB) ** 2);
      const covariance = weighted((i) => (a[i]! - meanA) * (b[i]! - meanB));
      const [c1, c2] = [(0.01 * peak) ** 2, (0.03 * peak) ** 2];
      const likeness = (2 * meanA * meanB + c1) * (2 * covariance + c2);
      scores.push(likeness / ((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2)));
    }
  }
  return scores.reduce((total, score) => total + score, 0) / scores.length;
}

describe('PSNR', () => {
  it('is the value that TorchMetrics documents for a 2 × 2 image', () => {
    // Source: TorchMetrics 1.x, PeakSignalNoiseRatio, docstring: tensor(2.5527); its range is 3.
    expect(psnrFromError(meanSquaredError([0, 1, 2, 3], [3, 2, 1, 0]), 3)).toBeCloseTo(2.5527, 4);
  });

  it('is 48.13 dB where every 8-bit value is off by one', () => {
    // Source: Salomon, Data Compression (4th ed.), section 4.2.2: 20 log10 255 = 48.13.
    const frame = new Uint8Array(300).fill(100);
    expect(
      psnr(
        frame,
        frame.map((value) => value + 1),
      ),
    ).toBeCloseTo(48.1308, 4);
  });

  it('is symmetric, and capped where nothing differs', () => {
    fc.assert(
      fc.property(bytes(48), bytes(48), (a, b) => {
        expect(psnr(a, b)).toBe(psnr(b, a));
        expect(psnr(a, a)).toBe(PSNR_CAP_DB);
      }),
    );
  });
});

describe('foreground PSNR', () => {
  it('is PSNR where the mask covers everything, and ignores what lies outside', () => {
    fc.assert(
      fc.property(bytes(48), bytes(48), bytes(16), (a, b, mask) => {
        expect(foregroundPsnr(a, b, new Uint8Array(16).fill(1))).toBe(psnr(a, b));
        const painted = b.map((value, i) => (mask[Math.floor(i / 3)] === 0 ? 255 - value : value));
        expect(foregroundPsnr(a, painted, mask)).toBe(foregroundPsnr(a, b, mask));
      }),
    );
  });

  it('is not defined without a foreground', () => {
    expect(foregroundPsnr(new Uint8Array(12), new Uint8Array(12), new Uint8Array(4))).toBeNaN();
  });
});

describe('SSIM', () => {
  it('is the value that TorchMetrics documents for noise against three quarters of it', () => {
    // Source: TorchMetrics 1.x, StructuralSimilarityIndexMeasure, docstring: uniform noise of
    // 256 × 256, target = 0.75 × preds, data_range 1: tensor(0.9219), whatever the seed.
    const rng = createRng(0);
    const noise = Float64Array.from({ length: 256 * 256 }, () => rng.next());
    expect(
      ssimOfPlanes(
        noise,
        noise.map((value) => 0.75 * value),
        256,
        256,
        1,
      ),
    ).toBeCloseTo(0.9219, 3);
  });

  it('is the value of scikit-image on fixed images', () => {
    // Source: scikit-image 0.26.0, structural_similarity(a, b, gaussian_weights=True, sigma=1.5,
    // use_sample_covariance=False, data_range=255) on these planes.
    const [width, height] = [53, 37];
    const plane = (value: (x: number, y: number) => number): Float64Array =>
      Float64Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
    const a = plane((x, y) => (x * 7 + y * 13) % 256);
    const b = plane((x, y) => (x * 7 + y * 13 + ((x * y) % 17) * 3) % 256);
    expect(ssimOfPlanes(a, b, width, height)).toBeCloseTo(0.49025208147877164, 9);
    expect(
      ssimOfPlanes(
        a,
        a.map((value) => value * 0.75 + 10),
        width,
        height,
      ),
    ).toBeCloseTo(0.9468791095121741, 9);
  });

  it('is its luminance term alone on constant images', () => {
    // Source: Wang et al. 2004, eq. 6, with C1 = (0.01 · 255)².
    const dark = new Float64Array(144).fill(50);
    const light = new Float64Array(144).fill(200);
    const c1 = 2.55 ** 2;
    expect(ssimOfPlanes(dark, light, 12, 12)).toBeCloseTo(
      (2 * 50 * 200 + c1) / (50 ** 2 + 200 ** 2 + c1),
      12,
    );
  });

  it('equals its slow twin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 11, max: 16 }),
        fc.integer({ min: 11, max: 16 }),
        fc.nat(),
        (w, h, seed) => {
          const rng = createRng(seed);
          const a = Float64Array.from({ length: w * h }, () => rng.uniform(0, 255));
          const b = a.map((value) => Math.min(255, value + rng.uniform(0, 40)));
          expect(ssimOfPlanes(a, b, w, h)).toBeCloseTo(slowSsim(a, b, w, h, 255), 9);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('takes the luma of frames, and is 1 for a frame against itself', () => {
    expect(luma(Uint8Array.of(255, 255, 255, 255, 0, 0))).toEqual(Float64Array.of(255, 0.299 * 255));
    const rng = createRng(1);
    const frame = Uint8Array.from({ length: 16 * 12 * 3 }, () => rng.integer(0, 255));
    expect(ssim(frame, frame, 16, 12)).toBeCloseTo(1, 12);
  });

  it('refuses frames smaller than its window', () => {
    expect(() => ssim(new Uint8Array(300), new Uint8Array(300), 10, 10)).toThrow('at least 11 × 11');
  });
});
