import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import { systemCode, writeError } from '../../media/file-error.ts';
import { replaceWhole } from '../../media/replace-whole.ts';
import { checkWritable } from '../../media/write-file.ts';
import { isWithin } from '../is-within.ts';
import type { Curation } from './curation.ts';
import { CURATION_FILE, CURATION_PAGE, curationText } from './curation-file.ts';
import { type CurationRules, curationRules } from './curation-rules.ts';
import { judgeClips } from './judge-clips.ts';
import type { CurateWatch } from './measure-clips.ts';
import { openForCuration } from './open-for-curation.ts';
import { curationPage } from './page/curation-page.ts';

/** What to curate, by which rules, and where the list goes. */
export type CurateOptions = CurateWatch & {
  /** Folders of finished datasets. */
  readonly data: readonly string[];
  /** A folder outside of the datasets, new, empty or with an earlier curation, whose place this one takes. */
  readonly out: string;
  /** Limits other than `RULE_DEFAULTS`. */
  readonly rules?: Partial<CurationRules>;
};

/** Refuses to write into a dataset, or beside what is something else. */
async function checkPlace(out: string, datasets: readonly { readonly dir: string }[]): Promise<void> {
  const around = datasets.find(({ dir }) => isWithin(out, dir));
  if (around !== undefined) {
    throw new ToolkitError(
      'curate/input',
      `A curation must lie outside of its datasets, which it leaves as they are, but ${out} is in ${around.dir}.`,
      'Choose another --out.',
    );
  }
  const names = await readdir(out).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    if (systemCode(error) === 'ENOTDIR') return null;
    throw writeError(out, error);
  });
  // What begins with a dot and the file's name was being written as a run was killed.
  const stranger = names?.find(
    (name) => ![CURATION_FILE, CURATION_PAGE].some((own) => name === own || name.startsWith(`.${own}.`)),
  );
  if (names === null || stranger !== undefined) {
    throw new ToolkitError(
      'file/exists',
      `${out} must be absent, empty or hold an earlier curation, but it ${names === null ? 'is a file' : `holds ${stranger}`}.`,
      'Choose another --out.',
    );
  }
  await checkWritable(out);
}

/**
 * Judges the clips of datasets and writes which stay, and why the others do not: `curation.json`, which `pack` and
 * `export` take as a list, and `curation.html`, which shows it. Nothing of a dataset is changed or deleted. The same
 * datasets and rules give the same bytes.
 *
 * @throws {@link ToolkitError} before any work `argument/invalid`, `dataset/in-use`, `curate/input`, `file/exists`, and as
 * `openDataset`; later as the dataset's readers, `file/write`, `work/interrupted`.
 */
export async function curateDatasets({ data, out, rules = {}, ...watch }: CurateOptions): Promise<Curation> {
  const whole = curationRules(rules);
  const datasets = await openForCuration(data);
  const folder = resolve(out);
  await checkPlace(folder, datasets);
  const curation = await judgeClips(datasets, whole, watch);
  const page = await curationPage(curation, watch);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
  // The page first: whoever finds the list finds the page that explains it.
  await replaceWhole(join(folder, CURATION_PAGE), page);
  await replaceWhole(join(folder, CURATION_FILE), curationText(curation));
  return curation;
}
