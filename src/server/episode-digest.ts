import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { EpisodeDigest } from '../core/view/dataset-view.ts';
import { type ListedDataset, openListed } from '../dataset/list-dataset.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import type { PlannedEpisode } from '../dataset/plan.ts';
import { damaged, readEpisodeFacts, readEvents, within } from '../dataset/read-episode.ts';
import { captionsOf } from './episode-captions.ts';

/** Refuses an episode whose files are not as long as its commit says; their contents are `verify`'s to read. */
async function checkSizes(dataset: Dataset): Promise<void> {
  for (const { id, record } of dataset.episodes) {
    for (const { path, bytes } of record.files) {
      const file = join(dataset.dir, within(id, path));
      const found = await stat(file).catch(() => null);
      if (found === null) throw damaged(file, 'it is missing');
      if (found.size < bytes) throw damaged(file, `it is truncated: ${found.size} of ${bytes} bytes`);
      if (found.size > bytes) throw damaged(file, `it is altered: ${found.size} bytes instead of ${bytes}`);
    }
  }
}

/** The sentence of what is wrong. @throws What is none of ours. */
function faultOf(error: unknown): string {
  if (error instanceof ToolkitError) return error.message;
  throw error;
}

/** Reads what a grid knows of an episode; what is wrong with it is part of that. */
export async function readDigest(
  listed: ListedDataset,
  episode: PlannedEpisode,
  flags: readonly string[],
): Promise<EpisodeDigest> {
  const { id, seed, parent } = episode;
  const known = { id, seed, parent, flags };
  try {
    const dataset = await openListed(listed, episode);
    const [facts, happened] = await Promise.all([readEpisodeFacts(dataset, id), readEvents(dataset, id)]);
    await checkSizes(dataset);
    const events: Record<string, number> = {};
    for (const { kind } of happened) events[kind] = (events[kind] ?? 0) + 1;
    const caption = Object.values(captionsOf(facts))[0] ?? null;
    const { outcome, policy } = facts;
    return { ...known, outcome, policy, events, caption, fault: null };
  } catch (error) {
    return { ...known, outcome: null, policy: null, events: {}, caption: null, fault: faultOf(error) };
  }
}
