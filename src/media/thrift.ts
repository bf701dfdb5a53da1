/** A value of Thrift's compact protocol; a struct is its fields by their numbers. */
type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct;
export type ThriftStruct = { readonly fields: ReadonlyMap<number, ThriftValue> };

/** Structs and lists within each other; Parquet needs five. */
const MOST_LEVELS = 12;

/** Bytes of the longest number: 64 bits by seven. */
const VARINT_BYTES = 10;

const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, STRUCT] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12];

type Cursor = { readonly bytes: Uint8Array; at: number };

const broken = (what: string): Error => new Error(`its metadata is no Thrift: ${what}`);

function takeByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at++];
  if (byte === undefined) throw broken('it ends in the middle');
  return byte;
}

function takeVarint(cursor: Cursor): number {
  let value = 0;
  for (let i = 0; i < VARINT_BYTES; i++) {
    const byte = takeByte(cursor);
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return value;
  }
  throw broken('a number has no end');
}

/** Signed numbers lie between the others: 0, −1, 1, −2, … */
function takeZigzag(cursor: Cursor): number {
  const value = takeVarint(cursor);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function takeBinary(cursor: Cursor): Uint8Array {
  const length = takeVarint(cursor);
  const from = cursor.at;
  if (length > cursor.bytes.length - from) throw broken(`a text claims ${length} bytes`);
  cursor.at += length;
  return cursor.bytes.subarray(from, cursor.at);
}

function takeList(cursor: Cursor, level: number): readonly ThriftValue[] {
  const head = takeByte(cursor);
  const kind = head & 0x0f;
  const count = head >> 4 === 15 ? takeVarint(cursor) : head >> 4;
  // No item takes less than a byte.
  if (count > cursor.bytes.length - cursor.at) throw broken(`a list claims ${count} items`);
  const isFlag = kind === TRUE || kind === FALSE;
  return Array.from({ length: count }, () => takeValue(cursor, isFlag ? BYTE : kind, level));
}

function takeValue(cursor: Cursor, kind: number, level: number): ThriftValue {
  if (level > MOST_LEVELS) throw broken(`it is more than ${MOST_LEVELS} levels deep`);
  if (kind === TRUE || kind === FALSE) return kind === TRUE;
  if (kind === BYTE) return takeByte(cursor);
  if (kind === I16 || kind === I32 || kind === I64) return takeZigzag(cursor);
  if (kind === BINARY) return takeBinary(cursor);
  if (kind === LIST) return takeList(cursor, level + 1);
  if (kind === STRUCT) return takeStruct(cursor, level + 1);
  if (kind !== DOUBLE) throw broken(`a value is of kind ${kind}`);
  cursor.at += 8;
  return Number.NaN;
}

function takeStruct(cursor: Cursor, level: number): ThriftStruct {
  const fields = new Map<number, ThriftValue>();
  let field = 0;
  for (let head = takeByte(cursor); (head & 0x0f) !== 0; head = takeByte(cursor)) {
    field = head >> 4 === 0 ? takeZigzag(cursor) : field + (head >> 4);
    fields.set(field, takeValue(cursor, head & 0x0f, level));
  }
  return { fields };
}

/**
 * Reads a struct of Thrift's compact protocol in time and memory that its bytes bound, whatever they claim. Doubles are
 * passed over.
 *
 * @returns The struct, and where it ends.
 * Source: Apache Thrift, doc/specs/thrift-compact-protocol.md.
 */
export function readThrift(
  bytes: Uint8Array,
  at = 0,
): { readonly struct: ThriftStruct; readonly end: number } {
  const cursor = { bytes, at };
  const struct = takeStruct(cursor, 0);
  return { struct, end: cursor.at };
}

/** A whole number of a struct. @throws Error where it is none of 0…2⁵³ − 1. */
export function wholeField({ fields }: ThriftStruct, field: number, name: string): number {
  const value = fields.get(field);
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new Error(`its ${name} is ${typeof value === 'number' ? value : 'missing'}`);
}

/** The items of a list of structs; none where there is no such list. */
export function structsField({ fields }: ThriftStruct, field: number): readonly ThriftStruct[] {
  const value = fields.get(field);
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is ThriftStruct => typeof item === 'object' && 'fields' in item);
}

/** A struct within a struct. @throws Error where there is none. */
export function structField({ fields }: ThriftStruct, field: number, name: string): ThriftStruct {
  const value = fields.get(field);
  if (typeof value === 'object' && 'fields' in value) return value;
  throw new Error(`its ${name} is missing`);
}
