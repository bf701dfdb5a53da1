import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { hashFile } from '../media/sha256.ts';
import { frameBytes, type VideoPixel } from '../media/video-format.ts';
import { readVideo } from '../media/read-video.ts';
import {
  EPISODE_FILES,
  EPISODES_FOLDER,
  IDS_FILE,
  modalityPixel,
  PLAN_FILE,
  SHARDS_FOLDER,
  STAGING_PREFIX,
  videoFile,
} from './layout.ts';
import { type Dataset, insidePath, openDataset } from './open-dataset.ts';
import type { FileRecord } from './shard-record.ts';

/** One thing that is wrong, by its path within the dataset. */
export type DatasetProblem = { readonly path: string; readonly problem: string };

export type Verified = {
  readonly episodes: number;
  /** How many episodes the plan has. */
  readonly planned: number;
  readonly files: number;
  readonly problems: readonly DatasetProblem[];
};

export type VerifyOptions = {
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What is wrong with a committed file, or `null`. */
async function checkFile(dataset: Dataset, path: string, record: FileRecord): Promise<string | null> {
  try {
    const file = await insidePath(dataset.dir, path);
    const { bytes, sha256 } = await hashFile(file);
    if (bytes < record.bytes) return `truncated: ${bytes} of ${record.bytes} bytes`;
    if (bytes > record.bytes) return `altered: ${bytes} bytes instead of ${record.bytes}`;
    if (sha256 !== record.sha256) return `altered: SHA-256 ${sha256} instead of ${record.sha256}`;
    return await checkFrames(dataset, file, record);
  } catch (error) {
    if (!(error instanceof ToolkitError)) throw error;
    return error.code === 'file/missing' ? 'missing' : error.message;
  }
}

const pixelOf = ({ plan, ids }: Dataset, path: string): VideoPixel | undefined =>
  plan.modalities
    .map((modality) => modalityPixel(modality, ids))
    .find((_, i) => path.endsWith(videoFile('', plan.modalities[i] ?? 'rgb', ids)));

/** Decodes a video whole and compares its pixels with what was recorded. */
async function checkFrames(dataset: Dataset, file: string, record: FileRecord): Promise<string | null> {
  const pixel = pixelOf(dataset, record.path);
  if (record.framesSha256 === undefined || pixel === undefined) return null;
  const { fps, width, height } = dataset.plan;
  const options = { fps, width, height, ...(record.frames === undefined ? {} : { frames: record.frames }) };
  const hash = createHash('sha256');
  for (const frame of await readVideo(file, pixel, options)) hash.update(frameBytes(frame));
  return hash.digest('hex') === record.framesSha256 ? null : 'decodes to other pixels than were recorded';
}

/** Everything in the tree that no commit names. */
async function findStrangers({ dir, episodes, plan }: Dataset): Promise<DatasetProblem[]> {
  const known = new Set([
    ...[PLAN_FILE, IDS_FILE, SHARDS_FOLDER, EPISODES_FOLDER],
    ...episodes.flatMap(({ id, cameras, record }) => [
      `${SHARDS_FOLDER}/${id}.json`,
      `${EPISODES_FOLDER}/${id}`,
      ...cameras.map((camera) => `${EPISODES_FOLDER}/${id}/${camera}`),
      ...record.files.map(({ path }) => `${EPISODES_FOLDER}/${id}/${path}`),
    ]),
  ]);
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1).split('\\').join('/'))
    .filter((path) => !known.has(path) && !path.startsWith(STAGING_PREFIX))
    .filter((path) => path.split('/').length <= 2 || known.has(path.split('/').slice(0, -1).join('/')))
    .map((path) => ({ path, problem: `not part of a dataset of ${plan.scenes.length} scenes: no commit names it` }));
}

/**
 * Reads every committed file of a dataset, compares it with its commit, decodes its videos, and looks
 * for files that no commit names.
 *
 * @throws {@link ToolkitError} when the folder is no dataset, or its plan or a commit was damaged.
 */
export async function verifyDataset(dir: string, options: VerifyOptions = {}): Promise<Verified> {
  const dataset = await openDataset(dir);
  const problems: DatasetProblem[] = [];
  let files = 0;
  for (const [i, { id, record }] of dataset.episodes.entries()) {
    if (options.signal?.aborted) {
      throw new ToolkitError('work/interrupted', 'The check must reach its end, got an interrupt.', 'Run it again.');
    }
    const listed = new Set(record.files.map(({ path }) => path));
    for (const required of Object.values(EPISODE_FILES)) {
      if (!listed.has(required)) problems.push({ path: `${SHARDS_FOLDER}/${id}.json`, problem: `names no ${required}` });
    }
    for (const file of record.files) {
      const path = `${EPISODES_FOLDER}/${id}/${file.path}`;
      const problem = await checkFile(dataset, path, file);
      if (problem !== null) problems.push({ path, problem });
      files++;
    }
    options.onProgress?.({ stage: 'verify', done: i + 1, total: dataset.episodes.length, unit: 'episodes' });
  }
  problems.push(...(await findStrangers(dataset)));
  return { episodes: dataset.episodes.length, planned: dataset.planned, files, problems };
}
