import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crossingPlace, firstCrossing } from '#src/core/mesh-crossing.ts';
import { cross, dot, subtract, type Vec3 } from '#src/core/pose.ts';
import { createRng } from '#src/core/rng.ts';
import type { Mesh } from '#src/core/shape.ts';
import { triangleCorners } from '#src/core/triangle-normal.ts';

/** Triangles strewn about, which may cut through each other. */
function strewn(triangles: number, seed: number): Mesh {
  const rng = createRng(seed);
  const positions = Float32Array.from(
    { length: 9 * triangles },
    (_, i) => rng.uniform(-0.3, 0.3) + Math.sin(i / 9),
  );
  return { name: `${seed}`, positions, indices: Uint32Array.from({ length: 3 * triangles }, (_, i) => i) };
}

/** By one equation a triangle: three volumes of one sign. */
function crossOne([a, b, c]: readonly Vec3[], origin: Vec3, direction: Vec3) {
  const [p, q, r] = [a, b, c].map((corner) => subtract(corner as Vec3, origin)) as [Vec3, Vec3, Vec3];
  const volumes = [dot(cross(p, q), direction), dot(cross(q, r), direction), dot(cross(r, p), direction)];
  const side = volumes.every((v) => v < 0) ? 'front' : volumes.every((v) => v > 0) ? 'back' : null;
  const normal = cross(subtract(q, p), subtract(r, p));
  return { side, t: dot(p, normal) / dot(direction, normal) };
}

it('finds the first triangle that trying all finds, of either side, between any two places', () => {
  const meshes = [strewn(1, 1), strewn(40, 2), strewn(300, 3)];
  const part = fc.double({ min: -1.5, max: 1.5, noNaN: true });
  const vector = fc.tuple(part, part, part);
  let hits = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...meshes),
      vector,
      vector,
      fc.constantFrom(-2, 0, 0.5),
      (mesh, origin, direction, from) => {
        fc.pre(Math.hypot(...direction) > 1e-3);
        const line = Float64Array.of(...origin, ...direction);
        for (const wanted of ['front', 'back'] as const) {
          const all = Array.from({ length: mesh.indices.length / 3 }, (_, i) =>
            crossOne(triangleCorners(mesh, i), origin, direction),
          );
          const places = all
            .filter(({ side, t }) => side === wanted && t >= from && t <= 3)
            .map(({ t }) => t);
          const found = firstCrossing(mesh, line, wanted, from, 3);
          expect(found >= 0).toBe(places.length > 0);
          if (found < 0) continue;
          hits++;
          expect(crossingPlace(mesh, found, line)).toBeCloseTo(Math.min(...places), 9);
        }
      },
    ),
    { numRuns: 400, seed: 4 },
  );
  expect(hits).toBeGreaterThan(100);
});
