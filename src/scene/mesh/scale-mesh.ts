import type { Vec3 } from '../../core/pose.ts';
import type { Mesh } from '../../core/shape.ts';
import { namedMesh } from './build-mesh.ts';

/** A mesh stretched along its axes by factors that are not zero; mirrored, its triangles are turned round. */
export function scaleMesh(mesh: Mesh, factors: Vec3): Mesh {
  if (factors.every((factor) => factor === 1)) return mesh;
  const positions = mesh.positions.map((x, i) => x * (factors[i % 3] as number));
  if (factors[0] * factors[1] * factors[2] > 0) return namedMesh(positions, mesh.indices);
  const indices = mesh.indices.slice();
  for (let i = 0; i < indices.length; i += 3) {
    [indices[i + 1], indices[i + 2]] = [indices[i + 2]!, indices[i + 1]!];
  }
  return namedMesh(positions, indices);
}
