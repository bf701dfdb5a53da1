import { access, constants, link, mkdir, mkdtemp, open, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode, writeError } from './file-error.ts';

/**
 * Writes a new file, folders and all, and waits until the disk has it.
 *
 * @throws {@link ToolkitError} `file/write` naming the file and what to do.
 */
export async function writeFileSynced(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * Makes sure, before long work, that files can be written into a folder; nothing of it stays.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function checkWritable(dir: string): Promise<void> {
  try {
    // Of a folder that is not there yet, the nearest one above it counts.
    const place = (
      await stat(dir).catch((error: unknown) => {
        if (systemCode(error) === 'ENOENT') return null;
        throw error;
      })
    )?.isDirectory();
    if (place === false) throw Object.assign(new Error(dir), { code: 'ENOTDIR' });
    if (place === true) await access(dir, constants.W_OK);
    else if (dirname(dir) !== dir) await checkMakeable(dirname(dir));
  } catch (error) {
    throw writeError(dir, error);
  }
}

/**
 * Makes sure that folders can be made below. Asked by making one: where the system itself makes what is there, as in
 * /proc, rights say yes, and Node's recursive `mkdir` never ends.
 */
async function checkMakeable(dir: string): Promise<void> {
  const isThere = await stat(dir).then(
    () => true,
    () => false,
  );
  await checkWritable(dir);
  if (isThere) await rmdir(await mkdtemp(join(dir, '.worldwright-')));
}

/** Waits until the disk has a file that something else wrote. */
export async function syncFile(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Waits until the disk has a folder's list of names, where the system can be asked to. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes(systemCode(error))) return;
    throw writeError(path, error);
  }
}

/**
 * Puts a whole file at `path` unless there is one: written aside first, so that whoever looks sees
 * either nothing or all of it, even after a crash.
 *
 * @param aside - A path on the same disk that nobody else uses.
 * @returns Whether this call made the file.
 * @throws {@link ToolkitError} `file/write`.
 */
export async function createWhole(
  path: string,
  content: Uint8Array | string,
  aside: string,
): Promise<boolean> {
  await writeFileSynced(aside, content);
  try {
    await mkdir(dirname(path), { recursive: true });
    const made = await linkOrRename(aside, path);
    await syncFolder(dirname(path));
    return made;
  } catch (error) {
    throw writeError(path, error);
  }
}

async function linkOrRename(aside: string, path: string): Promise<boolean> {
  try {
    await link(aside, path);
    await unlink(aside);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') {
      await unlink(aside);
      return false;
    }
    // Some disks have no hard links; there a rename is the best that can be had.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
    const taken = await stat(path).then(
      () => true,
      () => false,
    );
    if (taken) await unlink(aside);
    else await rename(aside, path);
    return !taken;
  }
}
