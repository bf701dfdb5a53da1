import type { ByteSource } from './byte-source.ts';

/** One field of a message: where its value stands. */
export type ProtoFieldSpan = {
  readonly field: number;
  /** 0 varint, 1 eight bytes, 2 bytes or message, 5 four bytes. */
  readonly wire: 0 | 1 | 2 | 5;
  /** The number of a varint field; the length in bytes of the others. */
  readonly value: number;
  /** Where the value's bytes begin. */
  readonly start: number;
};

/** Thrown when bytes are not a protocol-buffer message; the caller says whose bytes they were. */
export class ProtobufError extends Error {}

/** Bytes read at a time: a field's head is at most 20 bytes, and a file's fields stand far apart. */
const WINDOW_BYTES = 4096;

/**
 * Walks the fields of the message in [start, end), skipping their values by length, so that weights
 * are never read. Source: protobuf.dev, "Encoding".
 *
 * @throws ProtobufError when a field reaches past the end, or is of a kind that does not exist.
 */
export function* protoFields(source: ByteSource, start: number, end: number): Generator<ProtoFieldSpan> {
  let window = new Uint8Array(0);
  let from = 0;
  let at = start;
  const byte = (): number => {
    if (at >= end) throw new ProtobufError(`a field is cut off at byte ${at}`);
    if (at < from || at >= from + window.length) {
      window = source.read(at, Math.min(WINDOW_BYTES, end - at)) as Uint8Array<ArrayBuffer>;
      from = at;
      if (window.length === 0) throw new ProtobufError(`the bytes end at ${at}`);
    }
    return window[at++ - from] as number;
  };
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
      scale *= 128;
    }
    throw new ProtobufError(`a number has no end at byte ${at}`);
  };
  while (at < end) {
    const tag = varint();
    const wire = tag % 8;
    const field = Math.floor(tag / 8);
    if (field < 1 || field >= 2 ** 29 || ![0, 1, 2, 5].includes(wire)) {
      throw new ProtobufError(`byte ${at} begins no field`);
    }
    const value = wire === 0 || wire === 2 ? varint() : wire === 1 ? 8 : 4;
    const size = wire === 0 ? 0 : value;
    if (size > end - at) {
      throw new ProtobufError(`field ${field} claims ${size} bytes where ${end - at} are left`);
    }
    yield { field, wire: wire as ProtoFieldSpan['wire'], value, start: at };
    at += size;
  }
}
