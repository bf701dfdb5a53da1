import { cross, normalize, subtract, type Vec3 } from './pose.ts';
import type { Mesh } from './shape.ts';

/** A corner of a mesh, metres. */
export const meshVertex = ({ positions }: Mesh, vertex: number): Vec3 => [
  positions[3 * vertex] as number,
  positions[3 * vertex + 1] as number,
  positions[3 * vertex + 2] as number,
];

/** The corners of a triangle of a mesh, counter-clockwise seen from outside, metres. */
export const triangleCorners = (mesh: Mesh, triangle: number): readonly [Vec3, Vec3, Vec3] => [
  meshVertex(mesh, mesh.indices[3 * triangle] as number),
  meshVertex(mesh, mesh.indices[3 * triangle + 1] as number),
  meshVertex(mesh, mesh.indices[3 * triangle + 2] as number),
];

/** The unit normal of a triangle, outwards; not finite for one without an area. */
export function triangleNormal(mesh: Mesh, triangle: number): Vec3 {
  const [a, b, c] = triangleCorners(mesh, triangle);
  return normalize(cross(subtract(b, a), subtract(c, a)));
}
