import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov } from '#src/core/camera.ts';
import {
  type CameraModel,
  directionAt,
  directionTable,
  lensFolds,
  projectToImage,
} from '#src/core/camera-model.ts';
import { distort, type Lens, undistort } from '#src/core/lens.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const brown = (changes: Partial<Extract<Lens, { kind: 'brown-conrady' }>> = {}): Lens => ({
  ...{ kind: 'brown-conrady', k1: 0, k2: 0, p1: 0, p2: 0, k3: 0 },
  ...changes,
});
const fisheye = (changes: Partial<Extract<Lens, { kind: 'fisheye' }>> = {}): Lens => ({
  ...{ kind: 'fisheye', k1: 0, k2: 0, k3: 0, k4: 0 },
  ...changes,
});

/** Real lenses' coefficients, and somewhat beyond. */
const anyLens: fc.Arbitrary<Lens> = fc.oneof(
  fc.constant<Lens>({ kind: 'pinhole' }),
  fc
    .tuple(number(-0.4, 0.4), number(-0.2, 0.2), number(-0.01, 0.01), number(-0.01, 0.01), number(-0.05, 0.1))
    .map(([k1, k2, p1, p2, k3]) => brown({ k1, k2, p1, p2, k3 })),
  fc
    .tuple(number(-0.1, 0.1), number(-0.05, 0.05), number(-0.02, 0.02), number(-0.01, 0.01))
    .map(([k1, k2, k3, k4]) => fisheye({ k1, k2, k3, k4 })),
);

const modelOf = (lens: Lens, fovDeg: number, width = 64, height = 48): CameraModel => ({
  intrinsics: intrinsicsFromFov(fovDeg, width, height),
  lens,
});

describe('lenses', () => {
  it('undo what they did', () => {
    fc.assert(
      fc.property(anyLens, number(-1, 1), number(-1, 1), (lens, x, y) => {
        // Where the map all but stops growing, its inverse is as good as the numbers are.
        const beyond = distort(lens, [x * 1.02, y * 1.02]);
        const bent = distort(lens, [x, y]);
        fc.pre(bent !== null && beyond !== null);
        const [u, v] = undistort(lens, bent) as [number, number];
        expect(Math.abs(u - x)).toBeLessThan(1e-10);
        expect(Math.abs(v - y)).toBeLessThan(1e-10);
      }),
      { numRuns: 2000 },
    );
  });

  it('answer a point with the direction that goes there, or with nothing', () => {
    fc.assert(
      fc.property(anyLens, number(-2, 2), number(-2, 2), (lens, u, v) => {
        const direction = undistort(lens, [u, v]);
        if (direction === null) return;
        const [u2, v2] = distort(lens, direction) as [number, number];
        expect(Math.abs(u2 - u)).toBeLessThan(1e-10);
        expect(Math.abs(v2 - v)).toBeLessThan(1e-10);
      }),
      { numRuns: 2000 },
    );
  });

  it('follow their formulas', () => {
    // By hand: r² = 0.05, radial 1 + 0.1·0.05 + 0.01·0.0025 + 0.001·0.000125 = 1.005025125;
    // x: 0.2·1.005025125 + 2·0.01·0.02 + 0.02·(0.05 + 0.08); y: 0.1·1.005025125 + 0.01·(0.05 + 0.02) + 2·0.02·0.02.
    const bent = distort(brown({ k1: 0.1, k2: 0.01, k3: 0.001, p1: 0.01, p2: 0.02 }), [0.2, 0.1]);
    expect(bent?.[0]).toBeCloseTo(0.201005025 + 0.0004 + 0.0026, 12);
    expect(bent?.[1]).toBeCloseTo(0.1005025125 + 0.0007 + 0.0008, 12);
    // 45° with k1 = 0.1: θ (1 + 0.1 θ²), θ = π/4.
    const theta = Math.PI / 4;
    expect(distort(fisheye({ k1: 0.1 }), [1, 0])?.[0]).toBeCloseTo(theta * (1 + 0.1 * theta * theta), 14);
    expect(distort(fisheye(), [0, -Math.sqrt(3)])?.[1]).toBeCloseTo(-Math.PI / 3, 14);
  });

  it('leave the middle where it is', () => {
    for (const lens of [brown({ k1: 0.3, p1: 0.01 }), fisheye({ k1: -0.1 })]) {
      expect(distort(lens, [0, 0])).toEqual([0, 0]);
      expect(undistort(lens, [0, 0])).toEqual([0, 0]);
    }
  });

  it('show nothing beyond 85° or beyond their fold', () => {
    const wide = Math.tan((84.9 * Math.PI) / 180);
    const wider = Math.tan((85.1 * Math.PI) / 180);
    expect(distort(fisheye(), [wide, 0])).not.toBeNull();
    expect(distort(fisheye(), [wider, 0])).toBeNull();
    expect(undistort(fisheye(), [(85.1 * Math.PI) / 180, 0])).toBeNull();
    // r − 0.3 r³ turns at r = 1/√0.9 = 1.054…, where it is 0.7027….
    const barrel = brown({ k1: -0.3 });
    expect(distort(barrel, [1.05, 0])).not.toBeNull();
    expect(distort(barrel, [1.06, 0])).toBeNull();
    expect(undistort(barrel, [0.702, 0])?.[0]).toBeLessThan(1.0541);
    expect(undistort(barrel, [0.703, 0])).toBeNull();
  });
});

describe('camera models', () => {
  it('project each pixel’s direction back onto the pixel, within 1e-6 pixels', () => {
    fc.assert(
      fc.property(
        ...([anyLens, number(0, 64), number(0, 48), number(20, 120), number(0.01, 50)] as const),
        (lens, u, v, fov, z) => {
          const model = modelOf(lens, fov);
          const direction = directionAt(model, u, v);
          if (direction === null) return;
          const point = [direction[0] * z, direction[1] * z, z] as const;
          // On its very edge the lens may or may not show the point.
          const seen = projectToImage(model, point);
          if (seen === null) return;
          expect(Math.abs(seen[0] - u)).toBeLessThan(1e-6);
          expect(Math.abs(seen[1] - v)).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('agree with OpenCV 5.0 (projectPoints and fisheye.projectPoints)', () => {
    const intrinsics = { width: 256, height: 192, fx: 200, fy: 200, cx: 128, cy: 96 };
    const bent = brown({ k1: -0.28, k2: 0.07, p1: 0.0012, p2: -0.0007, k3: 0.01 });
    const [u, v] = projectToImage({ intrinsics, lens: bent }, [0.55, -0.4, 1]) ?? [];
    expect([u, v]).toEqual([expect.closeTo(225.25585292968753, 10), expect.closeTo(25.332379687499994, 10)]);
    const wide = fisheye({ k1: -0.013, k2: 0.018, k3: -0.012, k4: 0.002 });
    const [a, b] = projectToImage({ intrinsics, lens: wide }, [1.8, -0.9, 1]) ?? [];
    expect([a, b]).toEqual([expect.closeTo(325.20198753556804, 10), expect.closeTo(-2.6009937677840043, 10)]);
  });

  it('see nothing behind them', () => {
    expect(projectToImage(modelOf(fisheye(), 60), [0, 0, -1])).toBeNull();
    expect(projectToImage(modelOf({ kind: 'pinhole' }, 60), [0, 0, Number.NaN])).toBeNull();
  });

  it('list the directions of all pixels', () => {
    const model = modelOf(fisheye({ k1: -0.02 }), 118);
    const table = directionTable(model);
    let blind = 0;
    for (let y = 0; y < 48; y++) {
      for (let x = 0; x < 64; x++) {
        const [a, b] = directionAt(model, x + 0.5, y + 0.5) ?? [Number.NaN, Number.NaN];
        expect(table[(y * 64 + x) * 2]).toBe(Math.fround(a));
        expect(table[(y * 64 + x) * 2 + 1]).toBe(Math.fround(b));
        if (Number.isNaN(a)) blind++;
      }
    }
    expect(blind).toBeGreaterThan(100);
  });

  it('fold where the radial map turns within the corners, and only there', () => {
    // The corner of a square image of 60° lies at tan 30° · √2 = 0.816; the barrel turns at 0.7027.
    expect(lensFolds(modelOf(brown({ k1: -0.3 }), 60, 64, 64))).toBe(true);
    expect(lensFolds(modelOf(brown({ k1: -0.3 }), 50, 64, 64))).toBe(false);
    expect(lensFolds(modelOf(brown({ k1: -0.3, k2: 0.1 }), 60, 64, 64))).toBe(false);
    expect(lensFolds(modelOf(brown({ k1: -0.3 }), 50, 128, 64))).toBe(true);
    expect(lensFolds(modelOf(fisheye({ k1: -0.3 }), 90))).toBe(true);
    expect(lensFolds(modelOf(fisheye(), 170))).toBe(false);
    expect(lensFolds(modelOf({ kind: 'pinhole' }, 170))).toBe(false);
    expect(lensFolds(modelOf(brown({ p1: 0.5 }), 60))).toBe(true);
  });

  it('that do not fold show every pixel within 85°', () => {
    fc.assert(
      fc.property(anyLens, number(20, 90), (lens, fov) => {
        const model = modelOf(lens, fov, 16, 16);
        fc.pre(!lensFolds(model) && lens.kind === 'brown-conrady');
        for (let v = 0; v <= 16; v++) {
          for (let u = 0; u <= 16; u += v % 16 === 0 ? 1 : 16) {
            expect(directionAt(model, u, v)).not.toBeNull();
          }
        }
      }),
    );
  });
});
