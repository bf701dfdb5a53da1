import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convexHull, type GroundPoint, nearestWithin } from '#src/physics/robots/humanoid/support-polygon.ts';

const POINT = fc.tuple(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

test('A hull runs counter-clockwise around every point', () => {
  const hull = convexHull([
    [0, 0],
    [2, 0],
    [2, 1],
    [1, 0.5],
    [0, 1],
    [1, 0],
  ]);
  expect(hull).toEqual([
    [0, 0],
    [2, 0],
    [2, 1],
    [0, 1],
  ]);
});

test('The nearest point is no farther than any convex mixture of the corners', () => {
  fc.assert(
    fc.property(
      fc.array(POINT, { minLength: 3, maxLength: 8 }),
      POINT,
      fc.array(fc.nat(100), { minLength: 8, maxLength: 8 }),
      (points, from, weights) => {
        const hull = convexHull(points);
        fc.pre(hull.length > 2);
        const nearest = nearestWithin(hull, from);
        const sum = points.reduce((total, _, i) => total + (weights[i] as number), 0);
        fc.pre(sum > 0);
        const mixture = [0, 1].map(
          (k) => points.reduce((total, p, i) => total + (weights[i] as number) * (p[k] as number), 0) / sum,
        ) as unknown as GroundPoint;
        const far = (p: GroundPoint): number => Math.hypot(p[0] - from[0], p[1] - from[1]);
        expect(far(nearest)).toBeLessThanOrEqual(far(mixture) + 1e-9);
      },
    ),
  );
});

test('What lies inside is its own nearest point', () => {
  const square: GroundPoint[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  expect(nearestWithin(square, [0.3, 0.9])).toEqual([0.3, 0.9]);
  expect(nearestWithin(square, [0.25, 2])).toEqual([0.25, 1]);
  expect(nearestWithin(square, [-1, -1])).toEqual([0, 0]);
});
