import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intrinsicsFromFov, lookAt, projectPoint, unprojectPixel } from '#src/core/camera.ts';
import {
  conjugate,
  invertRigid,
  multiplyQuaternions,
  poseMatrix,
  type Quaternion,
  rotate,
  transformPoint,
  type Vec3,
} from '#src/core/pose.ts';

const metres = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.tuple(metres(-9, 9), metres(-9, 9), metres(-9, 9));
const turn = fc
  .tuple(metres(-1, 1), metres(-1, 1), metres(-1, 1), metres(0.1, 1))
  .map((q): Quaternion => q.map((x) => x / Math.hypot(...q)) as unknown as Quaternion);

function expectClose(a: Vec3, b: Vec3): void {
  a.forEach((x, i) => {
    expect(x).toBeCloseTo(b[i] as number, 9);
  });
}

describe('poses', () => {
  it('composed with their inverse are the identity', () => {
    fc.assert(
      fc.property(point, turn, point, (position, orientation, p) => {
        const worldFromBody = poseMatrix(position, orientation);
        expectClose(transformPoint(invertRigid(worldFromBody), transformPoint(worldFromBody, p)), p);
      }),
    );
  });

  it('turn as their quaternions do', () => {
    fc.assert(
      fc.property(turn, turn, point, (a, b, p) => {
        expectClose(rotate(multiplyQuaternions(a, b), p), rotate(a, rotate(b, p)));
        expectClose(rotate(conjugate(a), rotate(a, p)), p);
      }),
    );
  });

  it('turn x onto y by a quarter turn about z', () => {
    expectClose(rotate([0, 0, Math.SQRT1_2, Math.SQRT1_2], [1, 0, 0]), [0, 1, 0]);
  });
});

describe('cameras', () => {
  const k = intrinsicsFromFov(60, 64, 48);

  it('undo unprojectPixel', () => {
    fc.assert(
      fc.property(metres(0, 64), metres(0, 48), metres(0.1, 100), (u, v, depthZ) => {
        const [u2, v2] = projectPoint(k, unprojectPixel(k, u, v, depthZ));
        expect(u2).toBeCloseTo(u, 6);
        expect(v2).toBeCloseTo(v, 6);
      }),
    );
  });

  it('see their target in the middle and up as up', () => {
    const cameraFromWorld = invertRigid(lookAt([3, -4, 2], [0, 1, 1]));
    const [u, v] = projectPoint(k, transformPoint(cameraFromWorld, [0, 1, 1]));
    expect([u, v]).toEqual([expect.closeTo(32, 9), expect.closeTo(24, 9)]);
    expect(projectPoint(k, transformPoint(cameraFromWorld, [0, 1, 1.1]))[1]).toBeLessThan(24);
  });

  it('look straight down without a twist', () => {
    const cameraFromWorld = invertRigid(lookAt([0, 0, 5], [0, 0, 0]));
    const [x, y, z] = transformPoint(cameraFromWorld, [1, 0, 0]);
    expect([x, y, z].every(Number.isFinite)).toBe(true);
    expect(z).toBeCloseTo(5, 9);
  });

  it('refuse a point behind them', () => {
    expect(() => projectPoint(k, [0, 0, -1])).toThrow('in front of the camera');
    expect(() => projectPoint(k, [0, 0, Number.NaN])).toThrow('in front of the camera');
  });
});
