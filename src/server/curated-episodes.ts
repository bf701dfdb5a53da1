import type { CuratedClip, Curation } from '../dataset/curate/curation.ts';
import { clipsOfDataset } from '../dataset/curate/read-curation.ts';
import { removalWords } from '../dataset/curate/removal-words.ts';

/** What curations say of a dataset's episodes, by id: a clip for each camera. */
export type CuratedEpisodes = ReadonlyMap<string, readonly CuratedClip[]>;

/** Finds what curations say of a dataset; of several that name it, the last one counts. */
export function curatedEpisodes(curations: readonly Curation[], planSha256: string): CuratedEpisodes {
  const episodes = new Map<string, CuratedClip[]>();
  const found = curations
    .map((curation) => clipsOfDataset(curation, planSha256))
    .findLast(({ size }) => size > 0);
  for (const clip of found?.values() ?? []) {
    const clips = episodes.get(clip.episode);
    if (clips === undefined) episodes.set(clip.episode, [clip]);
    else clips.push(clip);
  }
  return episodes;
}

/** Words of what is wrong with an episode in any of its cameras. */
export const flagsOf = (clips: readonly CuratedClip[] = []): readonly string[] => [
  ...new Set(clips.flatMap(({ removed }) => (removed === null ? [] : [removed.reason]))),
];

/** What became of an episode, by camera, in words. */
export const verdictsOf = (clips: readonly CuratedClip[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(
    clips.map(({ camera, removed }) => {
      if (removed === null) return [camera, 'stays'];
      const like = removed.like === undefined ? '' : ` like ${removed.like.id}`;
      return [camera, `${removed.reason}${like}: ${removalWords(removed)}`];
    }),
  );
