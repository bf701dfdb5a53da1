import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { readError, systemCode } from '../media/file-error.ts';
import { isWithin } from './is-within.ts';
import { IDS_FILE, PLAN_FILE, SHARDS_FOLDER } from './layout.ts';
import { type Plan, type PlannedEpisode, plannedEpisodes } from './plan.ts';
import { idsText, parsePlan, planClasses, planHash, planIds } from './plan-file.ts';
import { parseShard, type ShardRecord } from './shard-record.ts';

/** One committed episode. */
export type DatasetEpisode = PlannedEpisode & {
  /** How many states; a camera may take fewer pictures. */
  readonly frames: number;
  readonly record: ShardRecord;
};

/** A planned episode that there is not, and why. */
export type DiscardedEpisode = { readonly id: string; readonly reason: string };

/** A dataset that was opened to be read. */
export type Dataset = {
  /** Absolute. */
  readonly dir: string;
  readonly plan: Plan;
  /** Of plan.json: names the dataset. */
  readonly planSha256: string;
  /** Instance id of every body, by name; 0 is the background. */
  readonly ids: Readonly<Record<string, number>>;
  /** Semantic id of every class, by name; 0 is the background. */
  readonly classes: Readonly<Record<string, number>>;
  /** What is committed, in the plan's order. */
  readonly episodes: readonly DatasetEpisode[];
  /** What was planned and could not be made, and why. */
  readonly discarded: readonly DiscardedEpisode[];
  /** How many the plan has. */
  readonly planned: number;
};

/**
 * Opens a dataset, whole or in the making: what is committed can be read.
 *
 * @throws {@link ToolkitError} `file/missing`, `dataset/newer-layout`, `dataset/invalid`,
 * `dataset/damaged`, `path/outside`.
 */
export async function openDataset(dir: string): Promise<Dataset> {
  const top = await openTop(dir);
  const committed = new Set(await listShards(top.dir));
  const all = plannedEpisodes(top.plan);
  const episodes: DatasetEpisode[] = [];
  const discarded: DiscardedEpisode[] = [];
  for (const planned of all) {
    if (!committed.has(planned.id)) continue;
    const record = await readCommit(top, planned.id);
    if (record.discarded !== undefined) discarded.push({ id: planned.id, reason: record.discarded });
    else episodes.push({ ...planned, frames: top.plan.frames, record });
  }
  return { ...top, episodes, discarded, planned: all.length };
}

/** What of a dataset follows from its plan. */
export type DatasetTop = Pick<Dataset, 'dir' | 'plan' | 'planSha256' | 'ids' | 'classes'>;

/**
 * Opens a dataset's plan and the tables that follow from it, and none of its episodes.
 *
 * @throws {@link ToolkitError} as `openDataset`.
 */
export async function openTop(dir: string): Promise<DatasetTop> {
  const folder = resolve(dir);
  const plan = await readPlan(folder);
  const ids = await readInside(folder, IDS_FILE);
  if (ids.toString('utf8') !== idsText(plan)) {
    throw new ToolkitError(
      'dataset/damaged',
      `${join(folder, IDS_FILE)} must be the table that follows from ${PLAN_FILE}, but it differs.`,
      'Run worldwright verify on the dataset.',
    );
  }
  const [planSha256, idTable, classes] = [planHash(plan), planIds(plan), planClasses(plan)];
  return { dir: folder, plan, planSha256, ids: idTable, classes };
}

/**
 * Reads one shard's commit, which must belong to the plan.
 *
 * @throws {@link ToolkitError} as `readShard`; `dataset/damaged` when it is another plan's or episode's.
 */
export async function readCommit({ dir, planSha256 }: DatasetTop, id: string): Promise<ShardRecord> {
  const record = await readShard(dir, id);
  if (record.planSha256 === planSha256 && record.episode === id) return record;
  throw new ToolkitError(
    'dataset/damaged',
    `${join(dir, SHARDS_FOLDER, `${id}.json`)} must belong to this plan, but it belongs to another.`,
    'Run worldwright verify on the dataset.',
  );
}

/**
 * Reads a dataset's plan alone.
 *
 * @throws {@link ToolkitError} as `openDataset`.
 */
export async function readPlan(dir: string): Promise<Plan> {
  const file = join(dir, PLAN_FILE);
  const text = await readInside(dir, PLAN_FILE).catch((error: unknown) => {
    if (!(error instanceof ToolkitError) || error.code !== 'file/missing') throw error;
    throw new ToolkitError(
      'file/missing',
      `${dir} must be the folder of a dataset, but there is no ${file}.`,
      'Check the path, or make a dataset there with worldwright generate.',
    );
  });
  return parsePlan(text.toString('utf8'), file);
}

/** Names of the committed shards, sorted. */
export async function listShards(dir: string): Promise<readonly string[]> {
  const names = await readdir(join(dir, SHARDS_FOLDER)).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw readError(join(dir, SHARDS_FOLDER), error);
  });
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** Reads one shard's commit. */
export async function readShard(dir: string, shard: string): Promise<ShardRecord> {
  const path = `${SHARDS_FOLDER}/${shard}.json`;
  return parseShard((await readInside(dir, path)).toString('utf8'), join(dir, path));
}

/** A file of a dataset: its real path, and its size in bytes. */
type InsideFile = { readonly real: string; readonly size: number };

/**
 * Finds a file of a dataset.
 *
 * @param path - Within the dataset, with `/` between names.
 * @throws {@link ToolkitError} `file/missing`; `dataset/damaged` for what is no file; `path/outside` when links lead out
 * of the dataset.
 */
export async function insideFile(dir: string, path: string): Promise<InsideFile> {
  const file = join(dir, ...path.split('/'));
  const found = Promise.all([realpath(file), stat(file)]);
  const [real, facts] = await found.catch((error: unknown) => {
    throw readError(file, error);
  });
  // Where no link was followed the folder's own links need not be followed either.
  if (isWithin(real, real === file ? dir : await realpath(dir))) {
    if (facts.isFile()) return { real, size: facts.size };
    // A pipe or a device may never end.
    throw new ToolkitError(
      'dataset/damaged',
      `${file} must be a file, but it is something else.`,
      'Run worldwright verify on the dataset.',
    );
  }
  throw new ToolkitError(
    'path/outside',
    `${file} must lie inside its dataset, but it leads to ${real}.`,
    'Copy the file into the dataset instead of linking it.',
  );
}

/** The real path of a file of a dataset. @throws {@link ToolkitError} as `insideFile`. */
export const insidePath = async (dir: string, path: string): Promise<string> =>
  (await insideFile(dir, path)).real;

/** Largest text that is read, bytes. */
const MAX_TEXT_BYTES = 2 ** 28;

/**
 * Reads a whole file of a dataset.
 *
 * @param most - Bytes; a larger one is refused.
 * @throws {@link ToolkitError} as `insideFile`; `file/too-large`.
 */
export async function readInside(dir: string, path: string, most: number = MAX_TEXT_BYTES): Promise<Buffer> {
  const { real, size } = await insideFile(dir, path);
  if (size > most) {
    throw new ToolkitError(
      'file/too-large',
      `A file of a dataset that is read at once may have ${most} bytes, but ${real} has ${size}.`,
      'Run worldwright verify on the dataset: it was not written so.',
    );
  }
  return readFile(real).catch((error: unknown) => {
    throw readError(real, error);
  });
}
