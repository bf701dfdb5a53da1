import { createHash, webcrypto } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { readError } from './file-error.ts';

/** SHA-256 of bytes or of a text's UTF-8, lower-case hex. */
export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

/** Up to this size a file is read at once, bytes: in pieces it takes twice as long. */
const AT_ONCE = 2 ** 23;

/** From this size on it costs less to hash on another thread than to hand it over, bytes. */
const WORTH_A_THREAD = 2 ** 16;

/**
 * Size and SHA-256 of a file; a large one is read in pieces.
 *
 * @param size - Bytes, of a caller who knows them: then nobody asks the disk.
 * @throws {@link ToolkitError} `file/missing` when it cannot be read.
 */
export async function hashFile(
  path: string,
  size?: number,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    if ((size ?? (await stat(path)).size) <= AT_ONCE) {
      const content = await readFile(path);
      if (content.length < WORTH_A_THREAD) return { bytes: content.length, sha256: sha256(content) };
      // On a thread of Node's own: several files are hashed beside each other.
      const digest = Buffer.from(await webcrypto.subtle.digest('SHA-256', content));
      return { bytes: content.length, sha256: digest.toString('hex') };
    }
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    throw readError(path, error);
  }
  return { bytes, sha256: hash.digest('hex') };
}
