import type { Mesh } from '../../core/shape.ts';
import { namedMesh } from '../mesh/build-mesh.ts';
import { type Point, triangulate } from './polygon.ts';

/** The solid that a counter-clockwise profile in the xz plane sweeps along y, `depth` metres, y = 0 its middle. */
export function extrude(profile: readonly Point[], depth: number): Mesh {
  const count = profile.length;
  const positions = new Float32Array(6 * count);
  profile.forEach(([x, z], i) => {
    positions.set([x, -depth / 2, z], 3 * i);
    positions.set([x, depth / 2, z], 3 * (count + i));
  });
  const indices: number[] = [];
  for (const [a, b, c] of triangulate(profile)) {
    indices.push(a, b, c, count + a, count + c, count + b);
  }
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    indices.push(i, count + i, count + j, i, count + j, j);
  }
  return namedMesh(positions, Uint32Array.from(indices));
}
