import type { Mesh } from './shape.ts';
import { triangleTree } from './triangle-tree.ts';

/** A line in the mesh's frame: an origin, then a direction of any length but 0, metres. */
type Line = Float64Array;

/** How far beside a triangle's edge counts as on it, in shares of the triangle: neighbours leave no gap. */
const EDGE = 1e-9;

const STACK = new Int32Array(64);

/**
 * The triangle that a line crosses first between `from` and `to` (in lengths of its direction) and whose
 * outside (`front`) or inside (`back`) it meets; −1 where there is none.
 */
export function firstCrossing(
  mesh: Mesh,
  line: Line,
  side: 'front' | 'back',
  from: number,
  to: number,
): number {
  const { bounds, first, count, order } = triangleTree(mesh);
  const sign = side === 'front' ? 1 : -1;
  let nearest = to;
  let found = -1;
  let depth = 0;
  STACK[depth++] = 0;
  while (depth > 0) {
    const node = STACK[--depth]!;
    if (!crossesBox(bounds, 6 * node, line, from, nearest)) continue;
    const triangles = count[node]!;
    const start = first[node]!;
    if (triangles === 0) {
      STACK[depth++] = start;
      STACK[depth++] = start + 1;
      continue;
    }
    for (let i = start; i < start + triangles; i++) {
      const triangle = order[i]!;
      const at = crossTriangle(mesh, triangle, line, sign);
      if (at >= from && at <= nearest && (at < nearest || found < 0 || triangle < found)) {
        nearest = at;
        found = triangle;
      }
    }
  }
  return found;
}

/** Where a line crosses a triangle that it is known to cross, in lengths of its direction. */
export const crossingPlace = (mesh: Mesh, triangle: number, line: Line): number =>
  Math.max(crossTriangle(mesh, triangle, line, 1), crossTriangle(mesh, triangle, line, -1));

/** By slabs. Source: Kay and Kajiya 1986. */
function crossesBox(bounds: Float64Array, at: number, line: Line, from: number, to: number): boolean {
  let enter = from;
  let leave = to;
  for (let axis = 0; axis < 3; axis++) {
    const o = line[axis]!;
    const d = line[axis + 3]!;
    const low = bounds[at + axis]!;
    const high = bounds[at + axis + 3]!;
    if (d === 0) {
      if (o < low || o > high) return false;
      continue;
    }
    const a = (low - o) / d;
    const b = (high - o) / d;
    const near = Math.min(a, b);
    const far = Math.max(a, b);
    if (near > enter) enter = near;
    if (far < leave) leave = far;
  }
  // A box may be flat and the crossing a rounding beside it.
  return enter <= leave + 1e-9 * Math.abs(leave);
}

/** −∞ where the line passes by, or meets the other side. Source: Möller and Trumbore 1997. */
function crossTriangle({ positions, indices }: Mesh, triangle: number, line: Line, sign: number): number {
  const a = 3 * indices[3 * triangle]!;
  const b = 3 * indices[3 * triangle + 1]!;
  const c = 3 * indices[3 * triangle + 2]!;
  const ax = positions[a]!;
  const ay = positions[a + 1]!;
  const az = positions[a + 2]!;
  const e1x = positions[b]! - ax;
  const e1y = positions[b + 1]! - ay;
  const e1z = positions[b + 2]! - az;
  const e2x = positions[c]! - ax;
  const e2y = positions[c + 1]! - ay;
  const e2z = positions[c + 2]! - az;
  const dx = line[3]!;
  const dy = line[4]!;
  const dz = line[5]!;
  const px = dy * e2z - dz * e2y;
  const py = dz * e2x - dx * e2z;
  const pz = dx * e2y - dy * e2x;
  const det = e1x * px + e1y * py + e1z * pz;
  if (!(det * sign > 0)) return Number.NEGATIVE_INFINITY;
  const tx = line[0]! - ax;
  const ty = line[1]! - ay;
  const tz = line[2]! - az;
  const u = (tx * px + ty * py + tz * pz) / det;
  if (!(u >= -EDGE && u <= 1 + EDGE)) return Number.NEGATIVE_INFINITY;
  const qx = ty * e1z - tz * e1y;
  const qy = tz * e1x - tx * e1z;
  const qz = tx * e1y - ty * e1x;
  const v = (dx * qx + dy * qy + dz * qz) / det;
  if (!(v >= -EDGE && u + v <= 1 + EDGE)) return Number.NEGATIVE_INFINITY;
  return (e2x * qx + e2y * qy + e2z * qz) / det;
}
