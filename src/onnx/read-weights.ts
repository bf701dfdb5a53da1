import { ToolkitError } from '../core/error.ts';
import type { ByteSource } from './byte-source.ts';
import { decodeFloat16 } from './float16.ts';
import { ProtobufError, protoFields } from './protobuf-reader.ts';

/** A weight as a file holds it. */
type StoredTensor = { name: string; type: number; shape: number[]; start: number; size: number };

/** ONNX's numbers for the element types that weights are stored in. */
const FLOAT32 = 1;
const FLOAT16 = 10;

function readTensor(source: ByteSource, start: number, end: number): StoredTensor {
  const tensor: StoredTensor = { name: '', type: 0, shape: [], start: 0, size: 0 };
  for (const part of protoFields(source, start, end)) {
    if (part.field === 1 && part.wire === 0) tensor.shape.push(part.value);
    if (part.field === 2) tensor.type = part.value;
    if (part.field === 8) tensor.name = new TextDecoder().decode(source.read(part.start, part.value));
    if (part.field === 9) [tensor.start, tensor.size] = [part.start, part.value];
  }
  return tensor;
}

/** The numbers of a weight, whichever precision they are stored in. */
function readNumbers(source: ByteSource, { type, start, size }: StoredTensor): Float32Array {
  const bytes = source.read(start, size).slice();
  if (type === FLOAT32) return new Float32Array(bytes.buffer);
  return Float32Array.from(new Uint16Array(bytes.buffer), decodeFloat16);
}

/**
 * Reads constants of a `.onnx` file that our builder wrote, by name.
 *
 * Source: onnx.proto: ModelProto field 7 (graph), GraphProto field 5 (initializer), TensorProto fields 1 (dims),
 * 2 (data_type), 8 (name), 9 (raw_data).
 *
 * @param wanted - Names and how many numbers each must hold.
 * @param file - What to call it in errors.
 * @throws {@link ToolkitError} `model/not-onnx` when one is not there, or holds another count.
 */
export function readWeights(
  source: ByteSource,
  wanted: ReadonlyMap<string, number>,
  file: string,
): ReadonlyMap<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  const refused = (what: string, cause?: unknown): ToolkitError =>
    new ToolkitError(
      'model/not-onnx',
      `${file} must be a model that this toolkit trained, whole, but ${what}.`,
      'Copy it again, or train it again.',
      { cause },
    );
  try {
    for (const part of protoFields(source, 0, source.sizeBytes)) {
      if (part.field !== 7) continue;
      for (const item of protoFields(source, part.start, part.start + part.value)) {
        if (item.field !== 5) continue;
        const tensor = readTensor(source, item.start, item.start + item.value);
        const numbers = wanted.get(tensor.name);
        if (numbers === undefined || (tensor.type !== FLOAT32 && tensor.type !== FLOAT16)) continue;
        const expected = numbers * (tensor.type === FLOAT32 ? 4 : 2);
        if (tensor.size !== expected)
          throw refused(`${tensor.name} has ${tensor.size} bytes, not ${expected}`);
        found.set(tensor.name, readNumbers(source, tensor));
      }
    }
  } catch (cause) {
    if (cause instanceof ProtobufError) throw refused(cause.message, cause);
    throw cause;
  }
  const missing = [...wanted.keys()].find((name) => !found.has(name));
  if (missing !== undefined) throw refused(`it has no ${missing}`);
  return found;
}
