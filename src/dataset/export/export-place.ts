import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import { systemCode, writeError } from '../../media/file-error.ts';
import { checkWritable, syncFolder } from '../../media/write-file.ts';
import { asideName } from '../commit.ts';
import { isWithin } from '../is-within.ts';
import { closeStaging, openStaging } from '../staging.ts';

/** What is said of a place that is no folder. */
const FILE = 'a file';

/**
 * Makes sure that a folder may be made at `out`.
 *
 * @param data - The dataset's folder, of which an export is no part.
 * @throws {@link ToolkitError} `file/exists` for one that holds something, `argument/invalid` for one within the
 * dataset, `file/write`.
 */
export async function checkPlace(out: string, data: string): Promise<void> {
  if (isWithin(out, data)) {
    throw new ToolkitError(
      'argument/invalid',
      `--out must lie outside of the dataset ${data}, got ${out}.`,
      'Choose a folder beside it.',
    );
  }
  const names = await readdir(out).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    if (systemCode(error) === 'ENOTDIR') return [FILE];
    throw writeError(out, error);
  });
  const [first] = names.sort();
  if (first !== undefined) {
    const isExport = names.includes('export.json');
    throw new ToolkitError(
      'file/exists',
      `${out} must be absent or empty to be exported to, but it ${first === FILE ? 'is' : 'holds'} ${isExport ? 'another export' : first}.`,
      `Choose another --out${isExport ? ', or delete that folder' : ''}.`,
    );
  }
  await checkWritable(dirname(out));
}

/**
 * Makes a folder as a whole: `work` fills one aside, on the same disk, which then takes its place at once.
 *
 * @throws {@link ToolkitError} `file/write`, and whatever `work` throws; then nothing is left.
 */
export async function makeFolder<Result>(
  out: string,
  work: (aside: string) => Promise<Result>,
): Promise<Result> {
  const parent = dirname(out);
  const staging = await openStaging(parent);
  try {
    const aside = asideName(staging, basename(out));
    await mkdir(aside, { recursive: true });
    const result = await work(aside);
    try {
      // An empty folder may be there; where it is not empty any more, this fails, and so it should.
      await rmdir(out).catch((error: unknown) => {
        if (systemCode(error) !== 'ENOENT') throw error;
      });
      await rename(aside, out);
    } catch (error) {
      throw writeError(out, error);
    }
    await syncFolder(parent);
    return result;
  } finally {
    await closeStaging(parent, staging);
  }
}
