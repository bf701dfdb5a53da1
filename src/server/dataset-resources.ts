import { DIGEST_PAGE } from '../core/view/addresses.ts';
import type { EpisodeDigest } from '../core/view/dataset-view.ts';
import type { ListedDataset } from '../dataset/list-dataset.ts';
import type { MakeBytes } from './byte-maker.ts';
import { type CuratedEpisodes, flagsOf } from './curated-episodes.ts';
import { datasetIndex } from './dataset-index.ts';
import { readDigest } from './episode-digest.ts';
import { episodePaths, findInEpisode } from './episode-resources.ts';
import { numberIn } from './number-in.ts';
import { type Found, jsonResource, type Resource } from './resource.ts';

/** Episodes that are read at once for a page of digests. */
const AT_ONCE = 16;

/** Everything that is shown of a dataset, below `data/<key>/` (core/view/addresses.ts). */
export function datasetResources(
  listed: ListedDataset,
  name: string,
  make: MakeBytes,
  curated: CuratedEpisodes,
): Found {
  const byId = new Map(listed.episodes.map((episode) => [episode.id, episode]));
  const pages = Math.ceil(listed.episodes.length / DIGEST_PAGE);

  const digests = async (page: number, signal: AbortSignal): Promise<EpisodeDigest[]> => {
    const shown = listed.episodes.slice(page * DIGEST_PAGE, (page + 1) * DIGEST_PAGE);
    const read: EpisodeDigest[] = [];
    while (read.length < shown.length) {
      signal.throwIfAborted();
      const some = shown.slice(read.length, read.length + AT_ONCE);
      read.push(
        ...(await Promise.all(some.map((one) => readDigest(listed, one, flagsOf(curated.get(one.id)))))),
      );
    }
    return read;
  };

  const find = async (parts: readonly string[]): Promise<Resource | null> => {
    const [kind, second = '', ...rest] = parts;
    if (kind === 'index.json' && parts.length === 1) return jsonResource(() => datasetIndex(listed, name));
    if (kind === 'digests' && parts.length === 2) {
      const page = numberIn(second, '.json');
      return page === null || page >= pages ? null : jsonResource((signal) => digests(page, signal));
    }
    const episode = byId.get(second);
    if (kind !== 'episodes' || episode === undefined) return null;
    return findInEpisode(listed, episode, rest, make, curated.get(episode.id));
  };

  const paths = async (): Promise<readonly string[]> => [
    'index.json',
    ...Array.from({ length: pages }, (_, page) => `digests/${page}.json`),
    ...listed.episodes.flatMap((episode) =>
      episodePaths(listed, episode).map((path) => `episodes/${episode.id}/${path}`),
    ),
  ];

  return { find, paths };
}
