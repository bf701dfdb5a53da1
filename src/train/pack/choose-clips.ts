import { ToolkitError } from '../../core/error.ts';
import type { Curation } from '../../dataset/curate/curation.ts';
import { keptClips } from '../../dataset/curate/read-curation.ts';
import type { Dataset, DatasetEpisode } from '../../dataset/open-dataset.ts';
import { episodeCameras } from '../../dataset/recorded-camera.ts';

/** An episode as one camera saw it, to be packed. */
export type ChosenClip = {
  readonly dataset: Dataset;
  readonly episode: DatasetEpisode;
  readonly camera: string;
};

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('pack/input', `${rule}, ${got}.`, hint);

/** Refuses a dataset that nothing may be learnt from, or nothing can. */
function checkDataset({ dir, plan }: Dataset, depth: boolean): void {
  if (plan.twins) {
    throw refusal(
      'A dataset of impossible twins must never be learnt from',
      `and ${dir} is one`,
      'Pack another dataset; evaluate models on this one.',
    );
  }
  for (const modality of ['rgb', 'instance_id', 'depth_z_m'] as const) {
    const wanted = modality !== 'depth_z_m' || depth;
    if (!wanted || plan.modalities.includes(modality)) continue;
    throw refusal(
      `A dataset must have ${modality} to be packed${modality === 'depth_z_m' ? ' with depth' : ''}`,
      `and ${dir} has ${plan.modalities.join(', ')}`,
      `Generate it with ${modality} among its --modalities.`,
    );
  }
}

/** Refuses datasets that do not go together. */
function checkAlike(first: Dataset, other: Dataset): void {
  const form = ({ plan: { width, height, fps } }: Dataset): string =>
    `${width}×${height} pixels at ${fps} fps`;
  if (form(first) !== form(other)) {
    throw refusal(
      'Datasets of one pack must be of one size and rate',
      `but ${first.dir} has ${form(first)} and ${other.dir} ${form(other)}`,
      'Make a pack of each.',
    );
  }
  if (first.planSha256 === other.planSha256) {
    throw refusal(
      'Datasets of one pack must be different ones',
      `but ${first.dir} and ${other.dir} have the same plan`,
      'Name each dataset once.',
    );
  }
}

/** The clips of a dataset: episodes of the split by cameras of the plan's size that take every frame. */
function clipsOf(dataset: Dataset, split: string, curation: Curation | null): ChosenClip[] {
  const { plan, dir, episodes } = dataset;
  const wanted = episodes.filter((episode) => episode.split === split);
  if (wanted.length === 0) {
    const splits = [...new Set(episodes.map((episode) => episode.split))];
    throw refusal(
      `A dataset must hold finished episodes of the split ${split} to be packed`,
      splits.length === 0 ? `but ${dir} holds none` : `but those of ${dir} are of ${splits.join(', ')}`,
      splits.length === 0
        ? 'Run worldwright generate until it is done.'
        : 'Choose another dataset or, for a pack that is not to be learnt from, another --split.',
    );
  }
  const clips = wanted.flatMap((episode) =>
    episodeCameras(plan, episode.scene)
      .filter(({ width, height, every }) => width === plan.width && height === plan.height && every === 1)
      .map(({ name: camera }) => ({ dataset, episode, camera })),
  );
  if (clips.length > 0) return curation === null ? clips : listedClips(clips, dataset, curation);
  throw refusal(
    `A dataset must have a camera of ${plan.width}×${plan.height} pixels that takes every frame to be packed`,
    `but ${dir} has none`,
    'Record a camera without a size and an every of its own.',
  );
}

/** Those of a dataset's clips that stay by a curation. */
function listedClips(clips: readonly ChosenClip[], dataset: Dataset, curation: Curation): ChosenClip[] {
  const keeps = keptClips(curation, dataset);
  const kept = clips.filter(({ episode, camera }) => keeps(episode.id, camera));
  if (kept.length > 0) return kept;
  throw refusal(
    'A list must keep clips of each dataset that is packed',
    `but of the ${clips.length} clips of ${dataset.dir} it keeps none`,
    'Curate with milder rules, or leave the dataset out.',
  );
}

/**
 * What of datasets goes into a pack, in their order.
 *
 * @param split - Episodes of that split alone.
 * @param depth - Whether depths are packed too.
 * @param curation - The clips that may be packed; `null` for all.
 * @throws {@link ToolkitError} `argument/invalid` without a dataset; `pack/input` for twins, a dataset without
 * pictures, instance ids or the depths asked for, an empty split, and datasets of different size or rate or of one
 * plan, and where the curation keeps nothing; `curate/input` when it is of other datasets.
 */
export function chooseClips(
  datasets: readonly Dataset[],
  split: string,
  depth: boolean,
  curation: Curation | null = null,
): readonly ChosenClip[] {
  if (datasets.length === 0)
    throw new ToolkitError('argument/invalid', 'There must be a dataset to pack, got none.', 'Name one.');
  for (const [i, dataset] of datasets.entries()) {
    checkDataset(dataset, depth);
    for (const other of datasets.slice(0, i)) checkAlike(other, dataset);
  }
  return datasets.flatMap((dataset) => clipsOf(dataset, split, curation));
}
