import type { Mesh } from '../../core/shape.ts';
import { hashBytes } from '../../core/state-hash.ts';
import { meshError } from './mesh-error.ts';

/** Most triangles that one file may hold. */
export const MAX_TRIANGLES = 2_000_000;

/** Farthest that a vertex may lie from its origin, m: what lies beyond is no robot's part. */
const MAX_COORDINATE = 1e6;

/**
 * A mesh of triangles as a file lists them: vertices at one place become one, triangles without an area go,
 * and the name follows from what is left.
 *
 * @param corners - [n, 3], metres.
 * @param indices - [triangles, 3], places in `corners`, counter-clockwise seen from outside.
 * @throws {@link ToolkitError} `mesh/invalid` for a corner that is not finite, or if no triangle is left.
 */
export function buildMesh(corners: Float32Array, indices: Uint32Array, source: string): Mesh {
  const { positions, placeOf } = mergeVertices(corners, source);
  const kept = new Uint32Array(indices.length);
  let count = 0;
  for (let i = 0; i + 2 < indices.length; i += 3) {
    const a = placeOf[indices[i]!]!;
    const b = placeOf[indices[i + 1]!]!;
    const c = placeOf[indices[i + 2]!]!;
    if (!hasArea(positions, a, b, c)) continue;
    kept[count++] = a;
    kept[count++] = b;
    kept[count++] = c;
  }
  if (count === 0) throw meshError(source, 'must hold a triangle with an area, got none.');
  return namedMesh(positions, kept.slice(0, count));
}

/** A mesh whose name is a hash of what it holds. */
export function namedMesh(positions: Float32Array, indices: Uint32Array): Mesh {
  const bytes = new Uint8Array(positions.byteLength + indices.byteLength);
  bytes.set(new Uint8Array(positions.buffer, positions.byteOffset, positions.byteLength));
  bytes.set(new Uint8Array(indices.buffer, indices.byteOffset, indices.byteLength), positions.byteLength);
  return { name: hashBytes(bytes), positions, indices };
}

function mergeVertices(corners: Float32Array, source: string) {
  const count = corners.length / 3;
  const positions = new Float32Array(corners.length);
  const placeOf = new Uint32Array(count);
  // Open addressing: a slot holds 1 + the place of a vertex, or 0.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const mask = slots.length - 1;
  const bits = new Uint32Array(positions.buffer);
  let places = 0;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) {
      const x = corners[3 * i + k]!;
      if (!(Math.abs(x) <= MAX_COORDINATE)) {
        throw meshError(source, `vertices must lie within ${MAX_COORDINATE} m, got ${x} m.`);
      }
      // Plus 0 turns −0 into 0, which has other bits.
      positions[3 * places + k] = x + 0;
    }
    const [x, y, z] = [bits[3 * places]!, bits[3 * places + 1]!, bits[3 * places + 2]!];
    let slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(z, 0xc2b2ae35)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const held = slots[slot]!;
      if (held === 0) {
        slots[slot] = places + 1;
        placeOf[i] = places++;
        break;
      }
      const at = 3 * (held - 1);
      if (bits[at] === x && bits[at + 1] === y && bits[at + 2] === z) {
        placeOf[i] = held - 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { positions: positions.slice(0, 3 * places), placeOf };
}

function hasArea(p: Float32Array, a: number, b: number, c: number): boolean {
  if (a === b || b === c || c === a) return false;
  const ux = p[3 * b]! - p[3 * a]!;
  const uy = p[3 * b + 1]! - p[3 * a + 1]!;
  const uz = p[3 * b + 2]! - p[3 * a + 2]!;
  const vx = p[3 * c]! - p[3 * a]!;
  const vy = p[3 * c + 1]! - p[3 * a + 1]!;
  const vz = p[3 * c + 2]! - p[3 * a + 2]!;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  return nx * nx + ny * ny + nz * nz > 0;
}
