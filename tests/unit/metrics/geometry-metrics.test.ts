import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov, lookAt, projectPoint } from '#src/core/camera.ts';
import { invertRigid, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import { depthAbsRel } from '#src/metrics/depth-abs-rel.ts';
import { depthSiRmse } from '#src/metrics/depth-si-rmse.ts';
import { flowEpe } from '#src/metrics/flow-epe.ts';
import { fundamentalMatrix, type PosedCamera } from '#src/metrics/fundamental-matrix.ts';
import { type ImagePoint, sampsonDistance, sampsonError } from '#src/metrics/sampson-error.ts';

const depths = (...values: number[]): Float32Array => Float32Array.from(values);

describe('depth', () => {
  it('is off by its mean share of the true depth, where there is a true depth', () => {
    expect(depthAbsRel(depths(1, 2, 4, 0), depths(1.5, 1, 4, 7))).toBeCloseTo((0.5 + 0.5 + 0) / 3, 12);
    expect(depthAbsRel(depths(3), depths(0))).toBe(1);
    expect(depthAbsRel(depths(0), depths(1))).toBeNaN();
  });

  it('has no scale-invariant error under one factor, and twice the spread for two', () => {
    const truth = depths(1, 2, 4, 8, 0);
    expect(
      depthSiRmse(
        truth,
        truth.map((d) => 2.5 * d),
      ),
    ).toBeCloseTo(0, 6);
    // Half of the pixels off by e, half by 1/e: logarithms of ±1 about 0.
    const guess = depths(Math.E, 2 / Math.E, 4 * Math.E, 8 / Math.E, 5);
    expect(depthSiRmse(truth, guess)).toBeCloseTo(1, 6);
    expect(depthSiRmse(depths(0), depths(1))).toBeNaN();
  });

  it('has the scale-invariant error of every pair of pixels: the slow twin', () => {
    // Source: Eigen et al. 2014, eq. 2: the mean over all pairs of the squared difference of differences, halved.
    const rng = createRng(6);
    const truth = Float32Array.from({ length: 12 }, () => rng.uniform(0.5, 9));
    const guess = Float32Array.from({ length: 12 }, () => rng.uniform(0.5, 9));
    let pairs = 0;
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j < 12; j++) {
        const ratio = Math.log(guess[i]! / guess[j]!) - Math.log(truth[i]! / truth[j]!);
        pairs += ratio * ratio;
      }
    }
    expect(depthSiRmse(truth, guess)).toBeCloseTo(Math.sqrt(pairs / (2 * 144)), 9);
  });
});

describe('flow', () => {
  it('is off by the mean length of the difference, where the truth is valid', () => {
    const truth = depths(1, 0, 1, 5, 5, 0, -2, 3, 1);
    expect(flowEpe(truth, depths(4, 4, 0, 0, -2, 3))).toBe(2.5);
    expect(flowEpe(depths(1, 1, 0), depths(1, 1))).toBeNaN();
  });
});

const camera = (position: Vec3, target: Vec3, width = 128, fov = 50): PosedCamera => ({
  intrinsics: intrinsicsFromFov(fov, width, 96),
  worldFromCamera: lookAt(position, target),
});

const view = ({ intrinsics, worldFromCamera }: PosedCamera, point: Vec3): ImagePoint =>
  projectPoint(intrinsics, transformPoint(invertRigid(worldFromCamera), point));

const A = camera([3, -4, 2], [0, 0, 0.5]);
const B = camera([-3, -3.5, 1.4], [0.2, 0, 0.3], 96, 62);

describe('two cameras', () => {
  const between = fundamentalMatrix(A, B);
  const metre = (): fc.Arbitrary<number> => fc.double({ min: -1, max: 1, noNaN: true });

  it('see every point on each other’s epipolar lines', () => {
    fc.assert(
      fc.property(metre(), metre(), metre(), (x, y, z) => {
        const point: Vec3 = [x, y, z + 0.5];
        expect(sampsonDistance(between, view(A, point), view(B, point))).toBeLessThan(1e-9);
      }),
    );
  });

  it('are as far apart as the nearest pair that is consistent, to first order', () => {
    const point: Vec3 = [0.3, -0.2, 0.7];
    const [seen, [u, v]] = [view(A, point), view(B, point)];
    const moved: ImagePoint = [u + 1.1, v - 0.6];
    // The slow twin: the world point whose two views are nearest to both places, by ever smaller steps.
    const cost = (p: Vec3): number => {
      const [[a, b], [c, d]] = [view(A, p), view(B, p)];
      return Math.hypot(a - seen[0], b - seen[1], c - moved[0], d - moved[1]);
    };
    let best = point;
    for (let step = 0.1; step > 1e-9; ) {
      const near = [0, 1, 2].flatMap((axis) =>
        [-step, step].map((by) => best.map((value, k) => value + (k === axis ? by : 0)) as unknown as Vec3),
      );
      const next = near.reduce((a, b) => (cost(b) < cost(a) ? b : a));
      if (cost(next) < cost(best)) best = next;
      else step /= 2;
    }
    expect(sampsonDistance(between, seen, moved)).toBeCloseTo(cost(best), 2);
  });

  it('are off by the mean over what both show, whichever comes first', () => {
    const points: Vec3[] = [
      [0, 0, 0.5],
      [0.5, 0.2, 0.1],
      [-0.4, 0.6, 1],
    ];
    const [a, b] = [points.map((p) => view(A, p)), points.map((p) => view(B, p))];
    const off = b.map(([u, v]): ImagePoint => [u, v + 3]);
    const error = sampsonError(between, a, off);
    expect(error).toBeGreaterThan(1);
    expect(error).toBeLessThan(3);
    expect(sampsonError(fundamentalMatrix(B, A), off, a)).toBeCloseTo(error, 9);
    expect(sampsonError(between, a, b)).toBeLessThan(1e-9);
    expect(sampsonError(between, [], [])).toBeNaN();
  });

  it('must stand in two places', () => {
    expect(() => fundamentalMatrix(A, A)).toThrow('must stand apart');
  });
});
