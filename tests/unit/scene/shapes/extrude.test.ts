import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cross, dot } from '#src/core/pose.ts';
import type { Mesh } from '#src/core/shape.ts';
import { triangleCorners } from '#src/core/triangle-normal.ts';
import { channelProfile } from '#src/scene/shapes/channel-profile.ts';
import { extrude } from '#src/scene/shapes/extrude.ts';
import {
  doubleArea,
  isConvex,
  type Point,
  polygonFault,
  triangulate,
  turn,
} from '#src/scene/shapes/polygon.ts';

/** By the divergence theorem: six times the volume is the sum of the triangles' products with the origin. */
const volume = (mesh: Mesh): number =>
  Array.from({ length: mesh.indices.length / 3 }, (_, i) => {
    const [a, b, c] = triangleCorners(mesh, i);
    return dot(a, cross(b, c)) / 6;
  }).reduce((sum, x) => sum + x, 0);

/** A star around the origin, which crosses itself nowhere. */
const star = fc
  .array(fc.double({ min: 0.2, max: 2, noNaN: true }), { minLength: 3, maxLength: 40 })
  .map((radii) =>
    radii.map(
      (r, i): Point => [
        r * Math.cos((2 * Math.PI * i) / radii.length),
        r * Math.sin((2 * Math.PI * i) / radii.length),
      ],
    ),
  );

describe('a polygon', () => {
  it('is cut into triangles of its whole area, each the right way round', () => {
    fc.assert(
      fc.property(star, (points) => {
        const triangles = triangulate(points);
        const areas = triangles.map(([a, b, c]) => turn(points[a]!, points[b]!, points[c]!));
        expect(triangles).toHaveLength(points.length - 2);
        for (const area of areas) expect(area).toBeGreaterThan(0);
        expect(areas.reduce((sum, x) => sum + x, 0)).toBeCloseTo(doubleArea(points), 9);
        expect(polygonFault(points)).toBeNull();
      }),
    );
  });

  it('is refused where it crosses itself, stands still or has no area', () => {
    expect(
      polygonFault([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ]),
    ).toBe('edges 0 and 2 meet');
    expect(
      polygonFault([
        [0, 0],
        [1, 0],
        [1, 0],
        [0, 1],
      ]),
    ).toBe('points 1 and 2 are one');
    expect(
      polygonFault([
        [0, 0],
        [1, 0],
        [2, 0],
      ]),
    ).toBe('it has no area');
  });
});

describe('an extrusion', () => {
  it('is a closed surface around area × depth', () => {
    fc.assert(
      fc.property(star, fc.double({ min: 0.1, max: 3, noNaN: true }), (points, depth) => {
        const mesh = extrude(points, depth);
        expect(volume(mesh)).toBeCloseTo((doubleArea(points) / 2) * depth, 4);
        const edges = new Set<string>();
        for (let i = 0; i < mesh.indices.length; i++) {
          const next = i % 3 === 2 ? i - 2 : i + 1;
          edges.add(`${mesh.indices[i]} ${mesh.indices[next]}`);
        }
        // Each edge is gone along once in each direction.
        expect(edges.size).toBe(mesh.indices.length);
        for (const edge of edges) expect(edges.has(edge.split(' ').reverse().join(' '))).toBe(true);
      }),
    );
  });

  it('has the name of its content', () => {
    const square: readonly Point[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    expect(extrude(square, 1).name).toBe(extrude(square, 1).name);
    expect(extrude(square, 1).name).not.toBe(extrude(square, 1.5).name);
  });
});

describe('a channel', () => {
  it('has its hollow on the circle, lowest at the origin', () => {
    const profile = channelProfile({ radius: 2, angle: 60, thickness: 0.1, segments: 32 });
    expect(doubleArea(profile)).toBeGreaterThan(0);
    expect(polygonFault(profile)).toBeNull();
    expect(isConvex(profile)).toBe(false);
    const hollow = profile.slice(3, -1);
    expect(hollow).toHaveLength(33);
    for (const [x, z] of hollow) expect(Math.hypot(x, z - 2)).toBeCloseTo(2, 12);
    const [x, z] = hollow[16]!;
    expect([Math.abs(x), Math.abs(z)]).toEqual([0, 0]);
    expect(Math.min(...profile.map((p) => p[1]))).toBe(-0.1);
  });
});
