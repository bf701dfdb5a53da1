import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ToolkitError } from '../core/error.ts';
import type { ByteSource } from './byte-source.ts';

/** A file of bytes that stays open until it is closed. */
export type FileSource = ByteSource & {
  /** Of the whole file, hexadecimal. */
  readonly sha256: () => string;
  readonly close: () => void;
};

/**
 * Opens a file for reading.
 *
 * @throws {@link ToolkitError} `file/missing` when there is no such file.
 */
export function openFileSource(file: string): FileSource {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (cause) {
    throw missing(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const facts = fstatSync(handle);
  if (!facts.isFile()) {
    closeSync(handle);
    throw missing(file, 'it is not a plain file');
  }
  const read = (offset: number, lengthBytes: number): Uint8Array => {
    const bytes = new Uint8Array(lengthBytes);
    let done = 0;
    while (done < lengthBytes) {
      const got = readSync(handle, bytes, done, lengthBytes - done, offset + done);
      if (got === 0) break;
      done += got;
    }
    return bytes.subarray(0, done);
  };
  return {
    sizeBytes: facts.size,
    read,
    sha256: () => {
      const hash = createHash('sha256');
      const piece = 4 * 1024 * 1024;
      for (let at = 0; at < facts.size; at += piece) hash.update(read(at, Math.min(piece, facts.size - at)));
      return hash.digest('hex');
    },
    close: () => closeSync(handle),
  };
}

const missing = (file: string, reason: string, cause?: unknown): ToolkitError =>
  new ToolkitError(
    'file/missing',
    `The model ${file} must be a readable file: ${reason}.`,
    'Check the path.',
    {
      cause,
    },
  );
