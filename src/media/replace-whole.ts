import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { writeError } from './file-error.ts';
import { syncFolder, writeFileSynced } from './write-file.ts';

/**
 * Puts a whole file at `path`, in the place of what was there: a crash leaves the old one or the new one.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function replaceWhole(path: string, content: Uint8Array | string): Promise<void> {
  const aside = `${dirname(path)}/.${basename(path)}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFileSynced(aside, content);
    await rename(aside, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(aside, { force: true });
    throw writeError(path, cause);
  }
}
