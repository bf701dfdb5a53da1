import type { Gltf } from './gltf-schema.ts';
import { meshError } from './mesh-error.ts';

/** Bytes of a component, by glTF's number for its type. */
const BYTES: Readonly<Record<number, number>> = { 5121: 1, 5123: 2, 5125: 4, 5126: 4 };
const FLOAT = 5126;

/**
 * Reads an accessor's numbers into a new array; what it claims is checked against the bytes first.
 *
 * @throws {@link ToolkitError} `mesh/invalid`.
 */
export function readAccessor(
  gltf: Gltf,
  place: number,
  binary: DataView,
  kind: 'VEC3' | 'SCALAR',
  source: string,
): Float32Array | Uint32Array {
  const accessor = gltf.accessors?.[place];
  const view = gltf.bufferViews?.[accessor?.bufferView ?? -1];
  if (accessor === undefined || view === undefined || view.buffer !== 0 || accessor.sparse !== undefined) {
    throw meshError(source, `accessor ${place} must lie in the file's own bytes, whole, got none there.`);
  }
  const { componentType, count, type, byteOffset = 0 } = accessor;
  const bytes = BYTES[componentType];
  const wanted = kind === 'VEC3' ? 'three floats' : 'whole numbers of 8, 16 or 32 bits';
  if (type !== kind || bytes === undefined || (componentType === FLOAT) !== (kind === 'VEC3')) {
    throw meshError(source, `accessor ${place} must hold ${wanted}, got ${type} of type ${componentType}.`);
  }
  const width = kind === 'VEC3' ? 3 : 1;
  const stride = view.byteStride ?? width * bytes;
  const end = byteOffset + (count === 0 ? 0 : (count - 1) * stride + width * bytes);
  const start = view.byteOffset ?? 0;
  if (end > view.byteLength || start + view.byteLength > binary.byteLength) {
    const rule = `accessor ${place} must lie within its ${view.byteLength} bytes`;
    throw meshError(source, `${rule} of the file's ${binary.byteLength}, got an end at ${end}.`);
  }
  const values = kind === 'VEC3' ? new Float32Array(3 * count) : new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const at = start + byteOffset + i * stride;
    for (let k = 0; k < width; k++) values[width * i + k] = component(binary, at + k * bytes, componentType);
  }
  return values;
}

function component(binary: DataView, at: number, type: number): number {
  if (type === FLOAT) return binary.getFloat32(at, true);
  if (type === 5121) return binary.getUint8(at);
  return type === 5123 ? binary.getUint16(at, true) : binary.getUint32(at, true);
}
