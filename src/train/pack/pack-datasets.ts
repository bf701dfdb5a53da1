import { rename, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import { checkAtRest } from '../../dataset/check-finished.ts';
import { asideName } from '../../dataset/commit.ts';
import { readCuration } from '../../dataset/curate/read-curation.ts';
import { type Dataset, openDataset } from '../../dataset/open-dataset.ts';
import { closeStaging, openStaging } from '../../dataset/staging.ts';
import { systemCode, writeError } from '../../media/file-error.ts';
import { checkWritable, syncFolder } from '../../media/write-file.ts';
import { type ChosenClip, chooseClips } from './choose-clips.ts';
import { isPack } from './open-pack.ts';
import { type PackIndex, TRAINING_SPLIT } from './pack-index.ts';
import { openPackWriter, type PackWriter } from './pack-writer.ts';
import { readClip } from './read-clip.ts';

/** What to pack, and where to put it. */
export type PackOptions = {
  /** Folders of datasets of one size and rate. */
  readonly data: readonly string[];
  /** The file, which takes the place of a pack that is there. */
  readonly out: string;
  /** Which split's episodes; training takes packs of `train` alone, which is the default. */
  readonly split?: string | undefined;
  /** Whether depths are packed too, for models that predict them; every dataset must have `depth_z_m`. */
  readonly depth?: boolean | undefined;
  /** A curation, its file or its folder: only the clips that it keeps are packed. */
  readonly list?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Refuses to write over what is not a pack. */
async function checkPlace(out: string): Promise<void> {
  const there = await stat(out).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw writeError(out, error);
  });
  if (there === null || (there.isFile() && (await isPack(out)))) return;
  throw new ToolkitError(
    'file/exists',
    `${out} must be absent or a pack, but it is ${there.isDirectory() ? 'a folder' : 'something else'}.`,
    'Choose another --out.',
  );
}

/** Writes all clips, and then what they are. */
async function writeClips(
  writer: PackWriter,
  chosen: readonly ChosenClip[],
  datasets: readonly Dataset[],
  {
    split,
    depth,
    onProgress,
    signal,
  }: Pick<PackOptions, 'onProgress' | 'signal'> & {
    readonly split: string;
    readonly depth: boolean;
  },
): Promise<PackIndex> {
  const scenes = [...new Set(chosen.map(({ episode }) => episode.scene))];
  for (const [i, clip] of chosen.entries()) {
    if (signal?.aborted === true) {
      throw new ToolkitError(
        'work/interrupted',
        'A pack must be written to its end, got an interrupt: nothing is left of it.',
        'Run it again.',
      );
    }
    await writer.add({
      dataset: datasets.indexOf(clip.dataset),
      scene: scenes.indexOf(clip.episode.scene),
      ...{ episode: clip.episode.id, camera: clip.camera },
      ...(await readClip(clip, depth)),
    });
    onProgress?.({ stage: 'pack', done: i + 1, total: chosen.length, unit: 'clips' });
  }
  const { width, height, fps } = (datasets[0] as Dataset).plan;
  const named = datasets.map(({ dir, planSha256 }) => ({ name: basename(dir), planSha256 }));
  const held = depth ? { depth } : {};
  return writer.finish({ split, width, height, fps, ...held, datasets: named, scenes });
}

/**
 * Writes the episodes of one split of datasets into one flat file, from which training reads windows at random. Of
 * a dataset that is not finished, what is committed is packed. The same datasets give the same bytes.
 *
 * @returns The pack's index.
 * @throws {@link ToolkitError} before any work for what cannot be packed: as `openDataset`, `readCuration` and
 * `chooseClips`, `dataset/in-use`, and `file/exists` for an `out` that is something else; later as the dataset's
 * readers, `file/write`, `work/interrupted`.
 */
export async function packDatasets(options: PackOptions): Promise<PackIndex> {
  const { split = TRAINING_SPLIT, depth = false, list, onProgress, signal } = options;
  const datasets: Dataset[] = [];
  for (const dir of options.data) {
    const dataset = await openDataset(dir);
    await checkAtRest(dataset.dir, 'packed');
    datasets.push(dataset);
  }
  const curation = list === undefined ? null : await readCuration(list);
  const chosen = chooseClips(datasets, split, depth, curation);
  const out = resolve(options.out);
  const folder = dirname(out);
  await checkPlace(out);
  await checkWritable(folder);
  const staging = await openStaging(folder);
  try {
    const aside = asideName(staging, basename(out));
    const writer = await openPackWriter(aside);
    const how = { split, depth, onProgress, signal };
    const index = await writeClips(writer, chosen, datasets, how).finally(writer.close);
    await rename(aside, out).catch((error: unknown) => {
      throw writeError(out, error);
    });
    await syncFolder(folder);
    return index;
  } finally {
    await closeStaging(folder, staging);
  }
}
