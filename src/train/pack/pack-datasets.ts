import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import { closeStaging, openStaging } from '../../dataset/claim-folder.ts';
import { asideName } from '../../dataset/commit.ts';
import { type Dataset, openDataset } from '../../dataset/open-dataset.ts';
import { systemCode, writeError } from '../../media/file-error.ts';
import { checkWritable, syncFolder } from '../../media/write-file.ts';
import { type ChosenClip, chooseClips, datasetName } from './choose-clips.ts';
import { isPack } from './open-pack.ts';
import { HEADER_BYTES, headerBytes } from './pack-header.ts';
import { indexText, type PackClip, type PackIndex, TRAINING_SPLIT } from './pack-index.ts';
import { type ReadClip, readClip } from './read-clip.ts';

/** What to pack, and where to put it. */
export type PackOptions = {
  /** Folders of datasets of one size and rate. */
  readonly data: readonly string[];
  /** The file, which takes the place of a pack that is there. */
  readonly out: string;
  /** Which split's episodes; training takes packs of `train` alone, which is the default. */
  readonly split?: string | undefined;
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

/** All rows of actions, one clip after another, each as wide as the widest. */
function joinActions(clips: readonly ReadActions[], actionDim: number): Float32Array {
  const rows = clips.reduce((sum, { frames }) => sum + frames, 0);
  const joined = new Float32Array(rows * actionDim);
  let row = 0;
  for (const { frames, action, actionDim: own } of clips) {
    for (let k = 0; k < frames && action !== null; k++)
      joined.set(action.subarray(k * own, (k + 1) * own), (row + k) * actionDim);
    row += frames;
  }
  return joined;
}

type ReadActions = Pick<ReadClip, 'frames' | 'action' | 'actionDim'>;

/** Little-endian, whatever the machine. */
function actionBytes(actions: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 * actions.length);
  for (const [i, value] of actions.entries()) bytes.writeFloatLE(value, 4 * i);
  return bytes;
}

/** Writes all of a pack. */
async function writePack(
  handle: FileHandle,
  chosen: readonly ChosenClip[],
  datasets: readonly Dataset[],
  { split, onProgress, signal }: Omit<PackOptions, 'split'> & { readonly split: string },
): Promise<PackIndex> {
  const scenes = [...new Set(chosen.map(({ episode }) => episode.scene))];
  const hash = createHash('sha256');
  let at = HEADER_BYTES;
  const append = async (bytes: Uint8Array): Promise<void> => {
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, at + from);
      from += bytesWritten;
    }
    at += bytes.length;
  };
  const clips: PackClip[] = [];
  const actions: ReadActions[] = [];
  for (const [i, clip] of chosen.entries()) {
    checkInterrupt(signal);
    const { bytes, frames, action, actionDim, moves } = await readClip(clip);
    await append(bytes);
    hash.update(bytes);
    actions.push({ frames, action, actionDim });
    clips.push({
      dataset: datasets.indexOf(clip.dataset),
      scene: scenes.indexOf(clip.episode.scene),
      episode: clip.episode.id,
      ...{ camera: clip.camera, frames, actionDim, moves, crc32: crc32(bytes) },
    });
    onProgress?.({ stage: 'pack', done: i + 1, total: chosen.length, unit: 'clips' });
  }
  const actionDim = Math.max(...actions.map((row) => row.actionDim));
  const joined = actionBytes(joinActions(actions, actionDim));
  await append(joined);
  const { width, height, fps } = (datasets[0] as Dataset).plan;
  const index: PackIndex = {
    ...{ split, width, height, fps, actionDim },
    ...{ dataSha256: hash.update(joined).digest('hex'), actionsCrc32: crc32(joined) },
    datasets: datasets.map((dataset) => ({ name: datasetName(dataset), planSha256: dataset.planSha256 })),
    ...{ scenes, clips },
  };
  const text = Buffer.from(indexText(index));
  const header = headerBytes(text, at);
  await append(text);
  await handle.write(header, 0, header.length, 0);
  await handle.sync();
  return index;
}

/** @throws {@link ToolkitError} `work/interrupted`. */
function checkInterrupt(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ToolkitError(
    'work/interrupted',
    'The pack was not finished, and nothing is left.',
    'Run it again.',
  );
}

/**
 * Writes the episodes of one split of datasets into one flat file, from which training reads windows at random. What
 * is committed by now is packed. The same datasets give the same bytes.
 *
 * @returns The pack's index.
 * @throws {@link ToolkitError} before any work for what cannot be packed: as `openDataset` and `chooseClips`, and
 * `file/exists` for an `out` that is something else; later as the dataset's readers, `file/write`, `work/interrupted`.
 */
export async function packDatasets(options: PackOptions): Promise<PackIndex> {
  const { split = TRAINING_SPLIT } = options;
  const datasets: Dataset[] = [];
  for (const dir of options.data) datasets.push(await openDataset(dir));
  const chosen = chooseClips(datasets, split);
  const out = resolve(options.out);
  await checkPlace(out);
  await checkWritable(dirname(out));
  const staging = await openStaging(dirname(out));
  try {
    const aside = asideName(staging, basename(out));
    const handle = await open(aside, 'wx');
    const index = await writePack(handle, chosen, datasets, { ...options, split }).finally(() =>
      handle.close(),
    );
    await rename(aside, out);
    await syncFolder(dirname(out));
    return index;
  } catch (error) {
    if (error instanceof ToolkitError || systemCode(error) === '') throw error;
    throw writeError(out, error);
  } finally {
    await closeStaging(dirname(out), staging);
  }
}
