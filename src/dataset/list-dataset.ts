import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../media/file-error.ts';
import { EPISODES_FOLDER } from './layout.ts';
import {
  type Dataset,
  type DatasetTop,
  type DiscardedEpisode,
  listShards,
  openTop,
  readCommit,
} from './open-dataset.ts';
import { type PlannedEpisode, plannedEpisodes } from './plan.ts';
import { damaged } from './read-episode.ts';

/** A dataset of which it is known which episodes there are, and nothing of what is in them. */
export type ListedDataset = DatasetTop & {
  /** What is committed, in the plan's order, discarded ones apart. */
  readonly episodes: readonly PlannedEpisode[];
  readonly discarded: readonly DiscardedEpisode[];
  /** How many the plan has. */
  readonly planned: number;
};

/**
 * Lists a dataset by the names of its files: ten thousand episodes take a fraction of a second. A commit is
 * read when its episode is opened, or where there is no episode's folder: what is discarded has none.
 *
 * @throws {@link ToolkitError} as `openDataset`, but not for what is wrong with an episode.
 */
export async function listDataset(dir: string): Promise<ListedDataset> {
  const top = await openTop(dir);
  const [committed, folders] = await Promise.all([listShards(top.dir), listFolders(top.dir)]);
  const shards = new Set(committed);
  const all = plannedEpisodes(top.plan);
  const episodes: PlannedEpisode[] = [];
  const discarded: DiscardedEpisode[] = [];
  for (const planned of all) {
    if (!shards.has(planned.id)) continue;
    const reason = folders.has(planned.id) ? undefined : await discardReason(top, planned.id);
    if (reason === undefined) episodes.push(planned);
    else discarded.push({ id: planned.id, reason });
  }
  return { ...top, episodes, discarded, planned: all.length };
}

/**
 * Opens one episode of a listed dataset: a dataset with that episode alone.
 *
 * @throws {@link ToolkitError} `file/missing`, `dataset/damaged`, `path/outside`.
 */
export async function openListed(listed: ListedDataset, episode: PlannedEpisode): Promise<Dataset> {
  const record = await readCommit(listed, episode.id);
  if (record.discarded !== undefined)
    throw damaged(join(listed.dir, EPISODES_FOLDER, episode.id), 'it is discarded');
  return { ...listed, episodes: [{ ...episode, frames: listed.plan.frames, record }] };
}

/** Why an episode is discarded; `undefined` where it is not, or nobody can tell. */
const discardReason = (top: DatasetTop, id: string): Promise<string | undefined> =>
  readCommit(top, id).then(
    ({ discarded }) => discarded,
    () => undefined,
  );

async function listFolders(dir: string): Promise<ReadonlySet<string>> {
  const names = await readdir(join(dir, EPISODES_FOLDER)).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  return new Set(names);
}
