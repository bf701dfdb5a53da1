import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shape } from '#src/core/episode.ts';
import {
  cross,
  dot,
  length,
  normalize,
  type Quaternion,
  rotate,
  subtract,
  type Vec3,
} from '#src/core/pose.ts';
import { findOverlap, overlaps, TOUCH_TOLERANCE } from '#src/scene/overlap.ts';
import { farthestPoint, type Solid } from '#src/scene/shape-support.ts';

const upright: Quaternion = [0, 0, 0, 1];
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.tuple(number(-1, 1), number(-1, 1), number(-1, 1));
const turn = fc
  .tuple(number(-1, 1), number(-1, 1), number(-1, 1), number(0.1, 1))
  .map((q): Quaternion => q.map((x) => x / Math.hypot(...q)) as unknown as Quaternion);
const size = number(0.05, 1);
const box = fc.tuple(size, size, size).map((edges): Shape => ({ kind: 'box', size: edges }));
const solidOf = (shape: fc.Arbitrary<Shape>) =>
  fc.record({ shape, position: point, orientation: turn }) satisfies fc.Arbitrary<Solid>;

/** How deep two boxes overlap along their shallowest separating axis; the slow, obviously right way. */
function boxDepth(a: Solid, b: Solid): number {
  const axesOf = ({ orientation: q }: Solid): Vec3[] =>
    (
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ] as Vec3[]
    ).map((axis) => rotate(q, axis));
  const [as, bs] = [axesOf(a), axesOf(b)];
  const axes = [...as, ...bs, ...as.flatMap((p) => bs.map((q) => cross(p, q)))];
  const reach = (solid: Solid, axis: Vec3): number =>
    dot(subtract(farthestPoint(solid, axis), solid.position), axis);
  const depths = axes
    .filter((axis) => length(axis) > 1e-6)
    .map(normalize)
    .map((axis) => reach(a, axis) + reach(b, axis) - Math.abs(dot(axis, subtract(b.position, a.position))));
  return Math.min(...depths);
}

const clear = 2 * TOUCH_TOLERANCE;

describe('overlaps', { timeout: 60_000 }, () => {
  it('agrees with the separating axes of two boxes', () => {
    fc.assert(
      fc.property(solidOf(box), solidOf(box), (a, b) => {
        const depth = boxDepth(a, b);
        fc.pre(depth > clear || depth < 0);
        expect(overlaps(a, b)).toBe(depth > clear);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('agrees with the distance of two spheres', () => {
    const sphere = size.map((radius): Shape => ({ kind: 'sphere', radius }));
    fc.assert(
      fc.property(solidOf(sphere), solidOf(sphere), (a, b) => {
        const radius = (s: Solid): number => (s.shape.kind === 'sphere' ? s.shape.radius : 0);
        const depth = radius(a) + radius(b) - length(subtract(a.position, b.position));
        fc.pre(depth > clear || depth < 0);
        expect(overlaps(a, b)).toBe(depth > clear);
      }),
    );
  });

  it('is the same both ways round, for every pair of shapes', () => {
    const shapes = fc.oneof(
      box,
      size.map((radius): Shape => ({ kind: 'sphere', radius })),
      fc.tuple(size, size).map(([radius, height]): Shape => ({ kind: 'cylinder', radius, height })),
      fc.tuple(size, size).map(([radius, height]): Shape => ({ kind: 'capsule', radius, height })),
      fc.constant<Shape>({ kind: 'plane', size: 1 }),
    );
    fc.assert(
      fc.property(solidOf(shapes), solidOf(shapes), (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
      }),
    );
  });

  it('is what findOverlap finds, pair by pair', () => {
    const ball = solidOf(number(0.05, 0.3).map((radius): Shape => ({ kind: 'sphere', radius })));
    fc.assert(
      fc.property(fc.array(fc.oneof(solidOf(box), ball), { maxLength: 4 }), (solids) => {
        const slow = solids.flatMap((a, i) =>
          solids.flatMap((b, j) => (i < j && overlaps(a, b) ? [[i, j]] : [])),
        );
        expect(findOverlap(solids, () => true)).toEqual(slow[0] ?? null);
        expect(findOverlap(solids, () => false)).toBeNull();
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  const cube = (z: number, orientation = upright): Solid => ({
    shape: { kind: 'box', size: [0.2, 0.2, 0.2] },
    position: [0, 0, z],
    orientation,
  });
  const ground: Solid = { shape: { kind: 'plane', size: 4 }, position: [0, 0, 0], orientation: upright };

  it('lets bodies touch: boxes stacked face on face, and a box on the ground', () => {
    expect(overlaps(cube(0.1), cube(0.3))).toBe(false);
    expect(overlaps(cube(0.1), cube(0.298))).toBe(true);
    expect(overlaps(cube(0.1), ground)).toBe(false);
    expect(overlaps(ground, cube(0.098))).toBe(true);
  });

  it('finds bodies in the same place, and one inside another', () => {
    expect(overlaps(cube(0.1), cube(0.1))).toBe(true);
    const speck: Solid = { ...cube(0.12), shape: { kind: 'sphere', radius: 0.01 } };
    expect(overlaps(cube(0.1), speck)).toBe(true);
  });

  it('tells a leaning capsule from the box beside it', () => {
    const capsule = (x: number): Solid => ({
      shape: { kind: 'capsule', radius: 0.1, height: 1 },
      position: [x, 0, 0],
      orientation: [0, Math.SQRT1_2, 0, Math.SQRT1_2],
    });
    expect(overlaps(cube(0), capsule(0.69))).toBe(true);
    expect(overlaps(cube(0), capsule(0.71))).toBe(false);
  });
});
