import { basename } from 'node:path';
import type { ListedDataset } from '../list-dataset.ts';
import { balanceEpisodes } from './balance-episodes.ts';
import type { CuratedClip, Curation, Removal } from './curation.ts';
import type { CurationRules } from './curation-rules.ts';
import { findDuplicates } from './find-duplicates.ts';
import { type CurateWatch, checkGoing, type JudgedClip, measureClips } from './measure-clips.ts';
import { pictureHash } from './measure-picture.ts';
import { readStrip } from './read-strip.ts';

const withRemovals = (
  clips: readonly JudgedClip[],
  found: ReadonlyMap<number, Removal>,
): readonly JudgedClip[] =>
  clips.map((clip, i) => (found.has(i) ? { ...clip, removed: found.get(i) as Removal } : clip));

/** Takes out what is like an earlier clip that stays. */
async function removeDuplicates(
  clips: readonly JudgedClip[],
  { duplicateDistance, duplicateLook }: CurationRules,
  { onProgress, signal }: CurateWatch,
): Promise<readonly JudgedClip[]> {
  if (duplicateDistance === 0) return clips;
  const places = clips.flatMap(({ removed }, i) => (removed === null ? [i] : []));
  const duplicates = await findDuplicates(
    places.map((i) => {
      const clip = clips[i] as JudgedClip;
      const { width, height, frames } = clip.recorded;
      let read: Promise<readonly Uint8Array[]> | undefined;
      return {
        group: `${clip.scene} ${clip.camera} ${width}x${height} ${frames}`,
        course: clip.course,
        hashes: () => {
          read ??= readStrip(clip.opened, clip.episode, clip.recorded).then((pictures) =>
            pictures.map((picture) => pictureHash(picture, width, height)),
          );
          return read;
        },
      };
    }),
    duplicateDistance,
    duplicateLook,
    (done) => {
      checkGoing(signal);
      onProgress?.({ stage: 'compare', done, total: places.length, unit: 'clips' });
    },
  );
  const found = duplicates.map(({ clip, like: other, distance }): readonly [number, Removal] => {
    const { dataset, id } = clips[places[other] as number] as JudgedClip;
    const like = { dataset, id };
    return [
      places[clip] as number,
      { reason: 'near-duplicate', value: distance, limit: duplicateDistance, like },
    ];
  });
  return withRemovals(clips, new Map(found));
}

/** Takes out episodes of what there is too much of, with all their cameras. */
function removeSurplus(
  clips: readonly JudgedClip[],
  { balance }: CurationRules,
  datasets: readonly ListedDataset[],
): readonly JudgedClip[] {
  if (balance === null) return clips;
  const keyOf = ({ dataset, episode }: CuratedClip): string =>
    `${datasets[dataset]?.planSha256 ?? ''}/${episode}`;
  const staying = new Map(
    clips.filter(({ removed }) => removed === null).map((clip) => [keyOf(clip), clip] as const),
  );
  const surplus = new Map(
    balanceEpisodes(
      [...staying].map(([key, { split, scene, outcome }]) => ({ key, split, group: `${scene} ${outcome}` })),
      balance,
    ).map(({ key, size, limit }) => [key, { size, limit }]),
  );
  return clips.map((clip) => {
    const over = surplus.get(keyOf(clip));
    if (clip.removed !== null || over === undefined) return clip;
    return { ...clip, removed: { reason: 'surplus', value: over.size, limit: over.limit } };
  });
}

/** A curation whose clips can be read. */
export type JudgedCuration = Omit<Curation, 'clips'> & { readonly clips: readonly JudgedClip[] };

/**
 * Judges all clips of datasets: each by itself, then against those before it, then by how many of its like there are.
 *
 * @throws {@link ToolkitError} as the dataset's readers; `work/interrupted`.
 */
export async function judgeClips(
  datasets: readonly ListedDataset[],
  rules: CurationRules,
  watch: CurateWatch,
): Promise<JudgedCuration> {
  const measured = await measureClips(datasets, rules, watch);
  const distinct = await removeDuplicates(measured, rules, watch);
  return {
    rules,
    datasets: datasets.map(({ dir, planSha256 }) => ({ name: basename(dir), planSha256 })),
    clips: removeSurplus(distinct, rules, datasets),
  };
}
