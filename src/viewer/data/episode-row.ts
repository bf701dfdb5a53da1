import type { DatasetIndex, EpisodeDigest } from '../../core/view/dataset-view.ts';

/** An episode of the grid: what the index says, and its digest once it has come. */
export type EpisodeRow = {
  /** Its place in the plan's order. */
  readonly place: number;
  readonly id: string;
  readonly scene: string;
  readonly split: string;
  readonly digest: EpisodeDigest | null;
};

/** The rows of a dataset; digests come in the order of its episodes. */
export function episodeRows(
  { scenes, splits, episodes }: DatasetIndex,
  digests: readonly (EpisodeDigest | undefined)[],
): readonly EpisodeRow[] {
  return episodes.id.map((id, place) => ({
    place,
    id,
    scene: scenes[episodes.scene[place] ?? -1] ?? '',
    split: splits[episodes.split[place] ?? -1] ?? '',
    digest: digests[place] ?? null,
  }));
}

/** How many events happened in it. */
export const eventCount = ({ digest }: EpisodeRow): number =>
  Object.values(digest?.events ?? {}).reduce((sum, count) => sum + count, 0);
