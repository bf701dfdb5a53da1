import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, writeError } from '../media/file-error.ts';
import { STAGING_PREFIX } from './layout.ts';
import {
  identityText,
  isAlive,
  ownIdentity,
  type ProcessIdentity,
  parseIdentity,
} from './process-identity.ts';

/** In a staging folder: written again and again while its process lives. */
const BEAT_FILE = 'alive';

const BEAT_MS = 10_000;

/** After so long without a sign, milliseconds, another machine's process is taken for dead. */
const FOREIGN_LIFE_MS = 300_000;

/** The folder in which a process may write aside. */
export type Staging = { readonly path: string; readonly owner: ProcessIdentity };

/** The file server's time of a sign of life: clocks of machines differ. */
const beatOf = async (path: string): Promise<number> =>
  ((await stat(join(path, BEAT_FILE)).catch(() => null)) ?? (await stat(path).catch(() => null)))?.mtimeMs ??
  0;

/** Gives signs of life until the folder is gone. */
async function beat(path: string): Promise<void> {
  const file = join(path, BEAT_FILE);
  // A full disk takes no sign; that must not end what may free it.
  await writeFile(file, '.').catch(() => undefined);
  const timer = setInterval(() => {
    writeFile(file, '.').catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') clearInterval(timer);
    });
  }, BEAT_MS);
  timer.unref();
}

/** Other processes' staging folders, told apart by whether their owners live; who has none goes by its own clock. */
async function listStaging(dir: string, own?: string): Promise<{ living: Staging[]; dead: Staging[] }> {
  const [living, dead]: [Staging[], Staging[]] = [[], []];
  const now = own === undefined ? Date.now() : await beatOf(own);
  for (const name of await readdir(dir)) {
    const path = join(dir, name);
    if (!name.startsWith(STAGING_PREFIX) || path === own) continue;
    const owner = parseIdentity(name.slice(STAGING_PREFIX.length));
    const alive = (await isAlive(owner)) ?? now - (await beatOf(path)) < FOREIGN_LIFE_MS;
    (alive ? living : dead).push({ path, owner });
  }
  return { living, dead };
}

/** The staging folders of other processes that live. */
export const livingStaging = async (dir: string, own?: string): Promise<readonly Staging[]> =>
  (await listStaging(dir, own)).living;

/** Removes what processes that no longer live left half-made. */
async function sweep(dir: string, own: string): Promise<void> {
  for (const { path } of (await listStaging(dir, own)).dead) await remove(path);
}

const remove = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch((error: unknown) => {
    throw writeError(path, error);
  });

/**
 * Makes the folder in which this process may write aside, on the same disk as `dir`, and clears away
 * what dead processes left there: of this machine at once, of others (which share the disk) after five
 * minutes without a sign of life. Close it with `closeStaging`.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function openStaging(dir: string): Promise<string> {
  // A process may work twice on one folder, in turn: each time in a folder of its own.
  const name = `${STAGING_PREFIX}${identityText(await ownIdentity())}-${randomBytes(4).toString('hex')}`;
  const staging = join(dir, name);
  try {
    await mkdir(staging, { recursive: true });
    await beat(staging);
    await sweep(dir, staging);
  } catch (error) {
    throw writeError(staging, error);
  }
  return staging;
}

/**
 * Removes this process's folder, and once more those of the dead: workers of a parent that was
 * killed may have written on for a moment after the first sweep.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function closeStaging(dir: string, staging: string): Promise<void> {
  try {
    await sweep(dir, staging);
  } finally {
    await remove(staging);
  }
}
