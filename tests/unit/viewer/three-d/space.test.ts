import { expect, it } from 'vitest';
import { length, subtract } from '#src/core/pose.ts';
import type { ShapeFacts } from '#src/core/recorded-episode.ts';
import { extentOf } from '#src/viewer/three-d/body-extents.ts';
import { boxEdges } from '#src/viewer/three-d/box-edges.ts';
import { type OrbitView, orbitProjection, turned, viewOf, zoomed } from '#src/viewer/three-d/orbit-view.ts';

const VIEW: OrbitView = { target: [1, 2, 3], azimuth: 0, elevation: 0, distance: 4 };

it('looks at the target from ahead: y to the right, z up', () => {
  const project = orbitProjection(VIEW, 200, 100);
  expect(project([1, 2, 3])).toEqual([100, 50]);
  expect(project([1, 3, 3])?.[0]).toBeGreaterThan(100);
  expect(project([1, 2, 4])?.[1]).toBeLessThan(50);
  expect(project([6, 2, 3])).toBeNull();
  const near = orbitProjection(zoomed(VIEW, 0.5), 200, 100)([1, 2, 3.1])?.[1] ?? 0;
  expect(50 - near).toBeCloseTo(2 * (50 - (project([1, 2, 3.1])?.[1] ?? 0)), 6);
  expect(turned(VIEW, 0, 9).elevation).toBeLessThan(Math.PI / 2);
});

it('has all points in sight at first', () => {
  const points = [0, 1].flatMap((x) => [-3, 2].flatMap((y) => [0, 1].map((z) => [x, y, z] as const)));
  const project = orbitProjection(viewOf(points), 300, 300);
  for (const point of points) {
    const [u, v] = project(point) ?? [-1, -1];
    expect(Math.min(u, v)).toBeGreaterThan(0);
    expect(Math.max(u, v)).toBeLessThan(300);
  }
  expect(viewOf([]).distance).toBeGreaterThan(0);
});

it('boxes a compound by its parts, and no mesh', () => {
  const part = (x: number) => ({
    ...{ shape: { kind: 'sphere', radius: 1 }, position: [x, 0, 0], orientation: [0, 0, 0, 1] },
    ...{ material: null, role: 'both' },
  });
  const compound = { kind: 'compound', parts: [part(-2), part(4)] } as unknown as ShapeFacts;
  expect(extentOf(compound)).toEqual({ center: [1, 0, 0], halfSize: [4, 1, 1] });
  expect(extentOf({ kind: 'mesh', mesh: 'm', triangles: 1, solid: 'hull' })).toBeNull();
});

it('draws the twelve edges of a box where the body is', () => {
  const turn = Math.SQRT1_2;
  const edges = boxEdges({ center: [0, 0, 1], halfSize: [1, 2, 3] }, [10, 0, 0], [0, 0, turn, turn]);
  const lengths = edges.map(([a, b]) => Math.round(length(subtract(a, b)))).sort();
  expect(lengths).toEqual([2, 2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6]);
  expect(Math.max(...edges.flat().map(([x]) => x))).toBeCloseTo(12, 9);
  expect(Math.max(...edges.flat().map(([, , z]) => z))).toBeCloseTo(4, 9);
});
