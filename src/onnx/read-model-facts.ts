import { ToolkitError } from '../core/error.ts';
import type { ByteSource } from './byte-source.ts';
import { ProtobufError, protoFields } from './protobuf-reader.ts';

/** What a `.onnx` file says about itself, without loading it. */
export type ModelFacts = {
  /** `metadata_props`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Numbers in the constants (initialisers), the weights above all. */
  readonly parameters: number;
};

/** A text of metadata longer than this is not read. */
const TEXT_LIMIT_BYTES = 1024 * 1024;
const METADATA_LIMIT = 4096;
/** No constant of a model that we run is larger: onnxruntime would try to take the memory. */
const TENSOR_LIMIT = 2 ** 31;

const decoder = new TextDecoder();

function readText(source: ByteSource, start: number, length: number, file: string): string {
  if (length > TEXT_LIMIT_BYTES) {
    throw new ToolkitError(
      'model/too-large',
      `A text in a model's metadata must be at most ${TEXT_LIMIT_BYTES} bytes, and ${file} claims ${length}.`,
      'Export the model again without large metadata.',
    );
  }
  return decoder.decode(source.read(start, length));
}

/** One `StringStringEntryProto`. */
function readEntry(source: ByteSource, start: number, end: number, file: string): [string, string] {
  const texts = ['', ''];
  for (const part of protoFields(source, start, end)) {
    if (part.wire === 2 && (part.field === 1 || part.field === 2)) {
      texts[part.field - 1] = readText(source, part.start, part.value, file);
    }
  }
  return texts as [string, string];
}

/** How many numbers a `TensorProto` claims to hold; refuses a claim that its bytes cannot keep. */
function tensorNumbers(source: ByteSource, start: number, end: number, file: string): number {
  let numbers = 1;
  let elsewhere = false;
  for (const part of protoFields(source, start, end)) {
    if (part.field === 13 || (part.field === 14 && part.value === 1)) elsewhere = true;
    if (part.field !== 1) continue;
    if (part.wire === 0) numbers *= part.value;
    else for (const size of packed(source, part.start, part.start + part.value)) numbers *= size;
  }
  // The smallest type has half a byte a number.
  const limit = elsewhere ? TENSOR_LIMIT : Math.min(TENSOR_LIMIT, 2 * (end - start));
  if (numbers <= limit) return numbers;
  throw new ToolkitError(
    'model/too-large',
    `A constant of a model must hold at most ${limit} numbers, and one of ${end - start} bytes in ${file} claims ${numbers}.`,
    'Export the model again: its file is damaged, or it is too large for this toolkit.',
  );
}

/** Whole numbers written one behind the other. */
function* packed(source: ByteSource, start: number, end: number): Generator<number> {
  let value = 0;
  let scale = 1;
  for (const byte of source.read(start, Math.min(end - start, 1024))) {
    value += (byte & 0x7f) * scale;
    scale = byte < 0x80 ? 1 : scale * 128;
    if (byte >= 0x80) continue;
    yield value;
    value = 0;
  }
}

/**
 * Reads a `.onnx` file's metadata and the sizes that it claims, skipping the weights: a file of
 * 2 GB takes milliseconds.
 *
 * Source: onnx.proto: ModelProto fields 1 (ir_version), 7 (graph), 14 (metadata_props); GraphProto
 * field 5 (initializer); TensorProto fields 1 (dims),
 * 13 (external_data) and 14 (data_location).
 *
 * @param file - What to call it in errors.
 * @throws {@link ToolkitError} `model/not-onnx` when the bytes are no whole ModelProto, and
 *   `model/too-large` when it claims sizes that no model of ours has.
 */
export function readModelFacts(source: ByteSource, file: string): ModelFacts {
  const metadata: Record<string, string> = {};
  let parameters = 0;
  let version = 0;
  let graphs = 0;
  try {
    for (const part of protoFields(source, 0, source.sizeBytes)) {
      const end = part.start + part.value;
      if (part.field === 1 && part.wire === 0) version = part.value;
      if (part.field === 14 && part.wire === 2 && Object.keys(metadata).length < METADATA_LIMIT) {
        const [key, value] = readEntry(source, part.start, end, file);
        Object.defineProperty(metadata, key, { value, enumerable: true, configurable: true });
      }
      if (part.field !== 7 || part.wire !== 2) continue;
      graphs++;
      for (const item of protoFields(source, part.start, end)) {
        if (item.field === 5 && item.wire === 2) {
          parameters += tensorNumbers(source, item.start, item.start + item.value, file);
        }
      }
    }
  } catch (cause) {
    if (!(cause instanceof ProtobufError)) throw cause;
    throw notOnnx(file, cause.message, cause);
  }
  if (version < 1 || version > 1000 || graphs !== 1) throw notOnnx(file, 'it holds no graph');
  return { metadata, parameters };
}

const notOnnx = (file: string, reason: string, cause?: unknown): ToolkitError =>
  new ToolkitError(
    'model/not-onnx',
    `A model must be a whole ONNX file, and ${file} is not: ${reason}.`,
    'Name a .onnx file, and copy or download it again if it should be one.',
    { cause },
  );
