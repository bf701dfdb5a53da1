import type { Triangles } from './skin.ts';

const FLOAT = 5126;
const UNSIGNED_SHORT = 5123;

/** One mesh as a binary glTF 2 file of positions and 16-bit indices. */
export function glb({ positions, indices }: Triangles): Uint8Array {
  const vertices = Float32Array.from(positions.flat());
  const corners = Uint16Array.from(indices);
  const column = (k: number): readonly number[] => positions.map((p) => Math.fround(p[k] as number));
  const binary = Buffer.concat([Buffer.from(vertices.buffer), padded(Buffer.from(corners.buffer), 0)]);
  const json = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      {
        ...{ bufferView: 0, componentType: FLOAT, count: positions.length, type: 'VEC3' },
        min: [0, 1, 2].map((k) => Math.min(...column(k))),
        max: [0, 1, 2].map((k) => Math.max(...column(k))),
      },
      { bufferView: 1, componentType: UNSIGNED_SHORT, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: vertices.byteLength },
      { buffer: 0, byteOffset: vertices.byteLength, byteLength: corners.byteLength },
    ],
    buffers: [{ byteLength: binary.length }],
  };
  const text = padded(Buffer.from(JSON.stringify(json)), 0x20);
  const total = 12 + 8 + text.length + 8 + binary.length;
  return Buffer.concat([
    words(0x46546c67, 2, total),
    ...[words(text.length, 0x4e4f534a), text],
    ...[words(binary.length, 0x004e4942), binary],
  ]);
}

const words = (...values: readonly number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

const padded = (bytes: Buffer, filler: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, filler)]);
