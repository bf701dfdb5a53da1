/** Bytes that are read a piece at a time, so that a file of gigabytes need not be held. */
export type ByteSource = {
  readonly sizeBytes: number;
  /** The bytes from `offset` on: as many as asked for, fewer only at the end. */
  readonly read: (offset: number, lengthBytes: number) => Uint8Array;
};

/** Bytes that are in memory already. */
export const memorySource = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});
