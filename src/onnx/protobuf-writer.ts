/**
 * The few pieces of the protocol-buffer wire format that ModelProto needs. Each function gives the
 * bytes of one field; a message is the fields joined. Source: protobuf.dev, "Encoding".
 */
export type ProtoField = Uint8Array;

const encoder = new TextEncoder();

/** Joins fields to the bytes of one message. */
export function joinFields(fields: readonly ProtoField[]): Uint8Array {
  let size = 0;
  for (const field of fields) size += field.length;
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const field of fields) {
    bytes.set(field, offset);
    offset += field.length;
  }
  return bytes;
}

/** A whole number, negative ones as 64-bit two's complement. */
function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

/** A field that holds a whole number or an enum (wire type 0). */
export const intField = (field: number, value: number | bigint): ProtoField =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);

/** A field that holds bytes or a message (wire type 2). */
export const bytesField = (field: number, bytes: Uint8Array): ProtoField =>
  joinFields([Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes]);

/** A field that holds UTF-8 text (wire type 2). */
export const textField = (field: number, text: string): ProtoField => bytesField(field, encoder.encode(text));

/** A field that holds a message made of other fields (wire type 2). */
export const messageField = (field: number, fields: readonly ProtoField[]): ProtoField =>
  bytesField(field, joinFields(fields));

/** A field that holds a 32-bit float, little-endian (wire type 5). */
export function floatField(field: number, value: number): ProtoField {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return joinFields([Uint8Array.from(varint(field * 8 + 5)), bytes]);
}
