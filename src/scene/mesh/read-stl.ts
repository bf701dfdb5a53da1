import type { Mesh } from '../../core/shape.ts';
import { buildMesh, MAX_TRIANGLES } from './build-mesh.ts';
import { meshError } from './mesh-error.ts';

/** Bytes before the triangles, and of each. Source: 3D Systems, StereoLithography interface specification. */
const HEADER = 84;
const TRIANGLE = 50;

/**
 * The mesh of an STL file, binary or ASCII; its normals are not read, as the order of corners says them.
 *
 * @throws {@link ToolkitError} `mesh/invalid`.
 */
export function readStl(bytes: Uint8Array, source: string): Mesh {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const claimed = bytes.length < HEADER ? 0 : view.getUint32(80, true);
  const starts = new TextDecoder().decode(bytes.subarray(0, 6)).trimStart().toLowerCase();
  // Binary files may begin with "solid" as well: what they claim of their size tells them.
  if (starts.startsWith('solid') && HEADER + TRIANGLE * claimed !== bytes.length)
    return readAscii(bytes, source);
  if (bytes.length < HEADER) throw meshError(source, `must be an STL file, got ${bytes.length} bytes.`);
  const room = Math.floor((bytes.length - HEADER) / TRIANGLE);
  if (claimed > room || claimed > MAX_TRIANGLES) {
    const most = Math.min(room, MAX_TRIANGLES);
    throw meshError(source, `must hold at most ${most} triangles in its bytes, got a claim of ${claimed}.`);
  }
  const corners = new Float32Array(9 * claimed);
  for (let i = 0; i < claimed; i++) {
    // Behind the normal, which is 12 bytes.
    const at = HEADER + TRIANGLE * i + 12;
    for (let k = 0; k < 9; k++) corners[9 * i + k] = view.getFloat32(at + 4 * k, true);
  }
  return buildMesh(corners, upTo(3 * claimed), source);
}

function readAscii(bytes: Uint8Array, source: string): Mesh {
  const words = new TextDecoder().decode(bytes).split(/\s+/);
  const corners: number[] = [];
  for (let i = 0; i < words.length; i++) {
    if (words[i]?.toLowerCase() !== 'vertex') continue;
    for (let k = 1; k <= 3; k++) corners.push(coordinate(words[i + k], source));
    i += 3;
  }
  if (corners.length % 9 !== 0 || corners.length > 9 * MAX_TRIANGLES) {
    const rule = `must hold three vertices a triangle, and at most ${MAX_TRIANGLES} triangles`;
    throw meshError(source, `${rule}, got ${corners.length / 3} vertices.`);
  }
  return buildMesh(Float32Array.from(corners), upTo(corners.length / 3), source);
}

function coordinate(word: string | undefined, source: string): number {
  const value = word === undefined || word === '' ? Number.NaN : Number(word);
  if (Number.isFinite(value)) return value;
  throw meshError(source, `must hold three finite numbers a vertex, got "${word ?? 'nothing'}".`);
}

const upTo = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);
