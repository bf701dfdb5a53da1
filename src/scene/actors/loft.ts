import type { Vec3 } from '../../core/pose.ts';
import type { MeshShape } from '../../core/shape.ts';

/** One cross-section of a hull: its points on the left side from the bottom up, [y, z] with y ≥ 0, m. */
export type Section = { readonly x: number; readonly left: readonly (readonly [y: number, z: number])[] };

/**
 * The hull through cross-sections that are mirrored in y = 0, from front to back (x falling); all have the same
 * number of points. Its ends are closed, and so are its bottom and top.
 *
 * @param name - Of the mesh; the same for the same sections.
 */
export function loftMesh(name: string, sections: readonly Section[]): MeshShape {
  const positions: number[] = [];
  const indices: number[] = [];
  const triangle = (...corners: readonly [Vec3, Vec3, Vec3]): void => {
    for (const corner of corners) {
      indices.push(positions.length / 3);
      positions.push(...corner);
    }
  };
  const quad = (a: Vec3, b: Vec3, c: Vec3, d: Vec3): void => {
    triangle(a, c, b);
    triangle(a, d, c);
  };
  // Round the section as seen from ahead: up its left side, down its right one.
  const rings = sections.map(({ x, left }): readonly Vec3[] => [
    ...left.map(([y, z]): Vec3 => [x, y, z]),
    ...[...left].reverse().map(([y, z]): Vec3 => [x, -y, z]),
  ]);
  const count = rings[0]?.length ?? 0;
  for (let i = 1; i < rings.length; i++) {
    const [front, back] = [rings[i - 1], rings[i]] as [readonly Vec3[], readonly Vec3[]];
    for (let k = 0; k < count; k++) {
      const next = (k + 1) % count;
      quad(front[k] as Vec3, front[next] as Vec3, back[next] as Vec3, back[k] as Vec3);
    }
  }
  const half = count / 2;
  const cap = (ring: readonly Vec3[], flipped: boolean): void => {
    for (let k = 1; k < half; k++) {
      const corners = [ring[k - 1], ring[k], ring[count - 1 - k], ring[count - k]] as [
        Vec3,
        Vec3,
        Vec3,
        Vec3,
      ];
      if (flipped) quad(corners[0], corners[1], corners[2], corners[3]);
      else quad(corners[3], corners[2], corners[1], corners[0]);
    }
  };
  cap(rings[0] as readonly Vec3[], false);
  cap(rings.at(-1) as readonly Vec3[], true);
  return {
    kind: 'mesh',
    mesh: { name, positions: Float32Array.from(positions), indices: Uint32Array.from(indices) },
    solid: 'hull',
  };
}
