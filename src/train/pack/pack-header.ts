import { sha256 } from '../../media/sha256.ts';
import { invalidPack } from './pack-index.ts';

/**
 * A pack begins with a header of 64 bytes: 16 of magic, the version and the index's bytes (uint32 each), the index's
 * place (uint64), its SHA-256 (32 bytes), all little-endian. Then come the clips (all pictures of one, sRGB planar
 * [3, height, width], then its labels [height, width], then its depths [height, width] in a pack that holds them), the actions (float32, [frames of all clips, action dim]), and
 * the index, which is JSON and ends the file.
 */
export const HEADER_BYTES = 64;

const MAGIC = 'worldwright pack';

const VERSION = 1;

/** Most that an index may claim. */
const MAX_INDEX_BYTES = 2 ** 28;

/** Where the index stands, and what it must hash to. */
export type PackHeader = {
  readonly indexAt: number;
  readonly indexBytes: number;
  readonly indexSha256: string;
};

/** The header of a pack whose index is `index` and stands at `indexAt`. */
export function headerBytes(index: Uint8Array, indexAt: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(VERSION, 16);
  header.writeUInt32LE(index.length, 20);
  header.writeBigUInt64LE(BigInt(indexAt), 24);
  header.write(sha256(index), 32, 'hex');
  return header;
}

/** Whether a file that begins with these bytes calls itself a pack. */
export const beginsPack = (bytes: Buffer): boolean => bytes.toString('latin1', 0, MAGIC.length) === MAGIC;

/**
 * Reads a header.
 *
 * @param bytes - The file's first 64, or all of a shorter one.
 * @param size - Of the whole file.
 * @throws {@link ToolkitError} `pack/invalid` when it is no pack, of another version, or of another length than it says.
 */
export function parseHeader(bytes: Buffer, size: number, file: string): PackHeader {
  if (!beginsPack(bytes)) throw invalidPack(file, 'it does not begin as one');
  if (bytes.length < HEADER_BYTES) throw invalidPack(file, `it ends after ${size} bytes`);
  const version = bytes.readUInt32LE(16);
  if (version !== VERSION)
    throw invalidPack(file, `it is of version ${version}, and this one reads ${VERSION}`);
  const indexBytes = bytes.readUInt32LE(20);
  const indexAt = Number(bytes.readBigUInt64LE(24));
  if (indexBytes > MAX_INDEX_BYTES) throw invalidPack(file, `it claims an index of ${indexBytes} bytes`);
  if (indexAt + indexBytes !== size)
    throw invalidPack(file, `it has ${size} bytes where its header says ${indexAt + indexBytes}`);
  return { indexAt, indexBytes, indexSha256: bytes.toString('hex', 32, HEADER_BYTES) };
}
