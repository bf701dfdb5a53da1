import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, writeError } from '../media/file-error.ts';
import { hashFile } from '../media/sha256.ts';
import { createWhole, syncFolder } from '../media/write-file.ts';
import { EPISODES_FOLDER, episodeFolder, SHARDS_FOLDER, shardFile } from './layout.ts';
import { type ShardRecord, shardText } from './shard-record.ts';

/** A name in the staging folder that nobody uses. */
export const asideName = (staging: string, what: string): string =>
  join(staging, `${what}.${randomBytes(6).toString('hex')}`);

/** Whether an episode is committed. */
export const isCommitted = (dir: string, id: string): boolean => existsSync(shardFile(dir, id));

/** Whether a folder holds the files of a commit, to the byte. */
async function holds(place: string, { files }: ShardRecord): Promise<boolean> {
  for (const { path, bytes, sha256 } of files) {
    const found = await hashFile(join(place, ...path.split('/'))).catch(() => null);
    if (found?.bytes !== bytes || found.sha256 !== sha256) return false;
  }
  return true;
}

/**
 * Puts an episode's folder in its place. One that lies there without a commit was left by a crash, or is about
 * to be committed by another process: if it is the same it stays, so that nobody takes it from under a commit.
 */
async function place(staging: string, made: string, at: string, record: ShardRecord): Promise<void> {
  try {
    await rename(made, at);
    return;
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes(systemCode(error))) throw error;
  }
  if (!(await holds(at, record))) {
    await rename(at, asideName(staging, record.episode));
    await rename(made, at);
  }
}

/**
 * Commits one episode: its folder, whole and on the disk, takes its place; then its shard's file
 * appears at once. A crash between the two leaves a folder without a commit, which the next run
 * takes up; a disk that fills up between them leaves nothing. Of several processes that made the same
 * episode, one commits it.
 *
 * @param made - The episode's folder in the staging folder.
 * @returns Whether this call committed it.
 * @throws {@link ToolkitError} `file/write`.
 */
export async function commitEpisode(
  dir: string,
  staging: string,
  made: string,
  record: ShardRecord,
): Promise<boolean> {
  const { episode } = record;
  if (isCommitted(dir, episode)) return false;
  const at = episodeFolder(dir, episode);
  try {
    await mkdir(join(dir, EPISODES_FOLDER), { recursive: true });
    await place(staging, made, at, record);
    await syncFolder(join(dir, EPISODES_FOLDER));
  } catch (error) {
    throw writeError(at, error);
  }
  try {
    return await createWhole(shardFile(dir, episode), shardText(record), asideName(staging, 'shard'));
  } catch (error) {
    // What cannot be committed must not lie there as if it were.
    if (!isCommitted(dir, episode)) await rm(at, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Commits that there will be no such episode, so that no run tries again.
 *
 * @returns Whether this call committed it.
 * @throws {@link ToolkitError} `file/write`.
 */
export async function commitDiscarded(
  dir: string,
  staging: string,
  record: Omit<ShardRecord, 'files'> & { readonly discarded: string },
): Promise<boolean> {
  if (isCommitted(dir, record.episode)) return false;
  const at = episodeFolder(dir, record.episode);
  try {
    await rm(at, { recursive: true, force: true });
  } catch (error) {
    throw writeError(at, error);
  }
  const text = shardText({ ...record, files: [] });
  return createWhole(shardFile(dir, record.episode), text, asideName(staging, 'shard'));
}

/**
 * Takes an episode's commit back, and its folder: first the commit, so that what a crash leaves is no episode.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function uncommit(dir: string, staging: string, episode: string): Promise<void> {
  const at = episodeFolder(dir, episode);
  try {
    await rm(shardFile(dir, episode), { force: true });
    await syncFolder(join(dir, SHARDS_FOLDER));
    if (existsSync(at)) await rename(at, asideName(staging, episode));
  } catch (error) {
    throw writeError(at, error);
  }
}
