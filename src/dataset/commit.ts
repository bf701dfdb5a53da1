import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from '../media/file-error.ts';
import { createWhole, syncFolder } from '../media/write-file.ts';
import { EPISODES_FOLDER, episodeFolder, shardFile } from './layout.ts';
import { type ShardRecord, shardText } from './shard-record.ts';

/** A name in the staging folder that nobody uses. */
export const asideName = (staging: string, what: string): string =>
  join(staging, `${what}.${randomBytes(6).toString('hex')}`);

/** Whether an episode is committed. */
export const isCommitted = (dir: string, id: string): boolean => existsSync(shardFile(dir, id));

/**
 * Commits one episode: its folder, whole and on the disk, takes its place; then its shard's file
 * appears at once. A crash between the two leaves a folder without a commit, which the next run
 * makes again; a disk that fills up between them leaves nothing.
 *
 * @param made - The episode's folder in the staging folder.
 * @throws {@link ToolkitError} `file/write`.
 */
export async function commitEpisode(
  dir: string,
  staging: string,
  made: string,
  record: ShardRecord,
): Promise<void> {
  const { episode } = record;
  if (isCommitted(dir, episode)) {
    await rm(made, { recursive: true, force: true });
    return;
  }
  const place = episodeFolder(dir, episode);
  try {
    await mkdir(join(dir, EPISODES_FOLDER), { recursive: true });
    if (existsSync(place)) {
      const leftover = asideName(staging, episode);
      await rename(place, leftover);
      await rm(leftover, { recursive: true, force: true });
    }
    await rename(made, place);
    await syncFolder(join(dir, EPISODES_FOLDER));
  } catch (error) {
    throw writeError(place, error);
  }
  try {
    await createWhole(shardFile(dir, episode), shardText(record), asideName(staging, 'shard'));
  } catch (error) {
    // What cannot be committed must not lie there as if it were.
    await rm(place, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Commits that there will be no such episode, so that no run tries again.
 *
 * @throws {@link ToolkitError} `file/write`.
 */
export async function commitDiscarded(
  dir: string,
  staging: string,
  record: Omit<ShardRecord, 'files'> & { readonly discarded: string },
): Promise<void> {
  const place = episodeFolder(dir, record.episode);
  try {
    await rm(place, { recursive: true, force: true });
  } catch (error) {
    throw writeError(place, error);
  }
  const text = shardText({ ...record, files: [] });
  await createWhole(shardFile(dir, record.episode), text, asideName(staging, 'shard'));
}
