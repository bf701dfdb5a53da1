import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import { readError } from '../../media/file-error.ts';
import type { CuratedClip, Curation } from './curation.ts';
import { CURATION_FILE, parseCuration } from './curation-file.ts';

/** Largest list that is read, bytes: about a million clips. */
const MAX_BYTES = 2 ** 29;

/**
 * Reads a curation.
 *
 * @param path - curation.json, or the folder that holds it.
 * @throws {@link ToolkitError} `file/missing`; `file/too-large`; `curate/invalid`.
 */
export async function readCuration(path: string): Promise<Curation> {
  try {
    const file = (await stat(path)).isDirectory() ? join(path, CURATION_FILE) : path;
    const facts = await stat(file);
    // A pipe or a device may never end.
    if (!facts.isFile()) throw new Error('it is no file');
    const { size } = facts;
    if (size > MAX_BYTES) {
      throw new ToolkitError(
        'file/too-large',
        `A list of clips may have ${MAX_BYTES / 2 ** 20} MiB, but ${file} has ${Math.ceil(size / 2 ** 20)}.`,
        'Curate fewer datasets at once.',
      );
    }
    return parseCuration(await readFile(file, 'utf8'), file);
  } catch (error) {
    throw readError(path, error);
  }
}

/** The clips of one dataset in a curation, by `<episode>.<camera>`; none where it is of other datasets. */
export function clipsOfDataset(curation: Curation, planSha256: string): ReadonlyMap<string, CuratedClip> {
  const place = curation.datasets.findIndex((dataset) => dataset.planSha256 === planSha256);
  return new Map(curation.clips.flatMap((clip) => (clip.dataset === place ? [[clip.id, clip]] : [])));
}

/**
 * Which clips of a dataset stay. What the list does not name, a clip made later say, does not.
 *
 * @param dir - What errors call the dataset.
 * @throws {@link ToolkitError} `curate/input` when the list is of other datasets.
 */
export function keptClips(
  curation: Curation,
  { dir, planSha256 }: { readonly dir: string; readonly planSha256: string },
): (episode: string, camera: string) => boolean {
  const clips = clipsOfDataset(curation, planSha256);
  if (clips.size > 0) return (episode, camera) => clips.get(`${episode}.${camera}`)?.removed === null;
  const named = curation.datasets.map(({ name }) => name).join(', ');
  throw new ToolkitError(
    'curate/input',
    `A list must be of the dataset that it is used on, but ${dir} is not in it: it is of ${named}.`,
    'Curate this dataset, or name the list that was made of it.',
  );
}
