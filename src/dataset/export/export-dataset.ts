import { join, resolve } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import { writeFileSynced } from '../../media/write-file.ts';
import { checkAtRest, checkFinished } from '../check-finished.ts';
import { keptClips, readCuration } from '../curate/read-curation.ts';
import { openDataset } from '../open-dataset.ts';
import { drawCardPictures } from './card-pictures.ts';
import { checkChoice, findFormat, findLayout } from './check-request.ts';
import { writeCard } from './export-card.ts';
import type { ExportJob, ExportReport, Refusal } from './export-format.ts';
import { checkPlace, makeFolder } from './export-place.ts';
import { exportText } from './export-record.ts';
import { checkSomething, refuseClips } from './refuse-clips.ts';
import { type ClipChoice, selectClips } from './select-clips.ts';

/** What to export, and where to. */
export type ExportOptions = Omit<ClipChoice, 'keeps'> & {
  /** Folder of a finished dataset. */
  readonly data: string;
  /** One of `EXPORT_FORMATS`' names. */
  readonly format: string;
  /** The folder to make; absent or empty. */
  readonly out: string;
  /** Of the format's layouts; the first by default. */
  readonly layout?: string | undefined;
  /** The split whose episodes are learnt from; `train` by default. */
  readonly trainSplit?: string | undefined;
  /** A curation, or its folder: only what it keeps. */
  readonly list?: string | undefined;
  /** What the card says of the licence: an SPDX name or a few words. */
  readonly licence?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What was exported. */
export type ExportResult = {
  /** Absolute. */
  readonly dir: string;
  readonly format: string;
  readonly layout: string;
  readonly episodes: number;
  readonly clips: number;
  readonly frames: number;
  readonly refusals: readonly Refusal[];
  readonly report: ExportReport;
};

/**
 * Writes a dataset in the form that a trainer reads. The folder appears as a whole, at the end, or not at all; the
 * same dataset and options give the same bytes.
 *
 * @throws {@link ToolkitError} before any work: `argument/unknown`, `argument/invalid`, `dataset/in-use`, `export/input`, `curate/input`,
 * `export/refused` where nothing of it can be read by the trainer, `file/exists`, and as `openDataset`; later as the
 * dataset's readers, `media/failed`, `file/write`, `work/interrupted`.
 */
export async function exportDataset(options: ExportOptions): Promise<ExportResult> {
  const { trainSplit = 'train', licence, onProgress, signal } = options;
  const format = findFormat(options.format);
  const layout = findLayout(format, options.layout ?? (format.layouts[0] as string));
  const dataset = await openDataset(options.data);
  await checkAtRest(dataset.dir, 'exported');
  checkFinished(dataset, 'exported');
  checkChoice(options, dataset);
  const request = { dataset, layout, trainSplit };
  const keeps = options.list === undefined ? undefined : keptClips(await readCuration(options.list), dataset);
  const selected = selectClips(dataset, { ...options, keeps }, format.modalities);
  const chosen = refuseClips(selected, format, request);
  checkSomething(chosen, format, request);
  await format.checkTogether?.(chosen.episodes, request);
  const out = resolve(options.out);
  await checkPlace(out, dataset.dir);
  const checkInterrupt = (): void => {
    if (signal?.aborted !== true) return;
    throw new ToolkitError(
      'work/interrupted',
      'An export must be written to its end, got an interrupt: nothing is left of it.',
      'Run it again.',
    );
  };
  const report = await makeFolder(out, async (dir) => {
    const job: ExportJob = { ...request, ...chosen, dir, onProgress, checkInterrupt };
    // The card is drawn beside the clips; when one of them fails, the other is waited for before the folder goes.
    const [written, drawn] = await Promise.allSettled([format.write(job), drawCardPictures(job)]);
    if (written.status === 'rejected') throw written.reason;
    if (drawn.status === 'rejected') throw drawn.reason;
    await writeFileSynced(join(dir, 'README.md'), await writeCard(job, format, written.value, licence));
    await writeFileSynced(join(dir, 'export.json'), exportText(job, format));
    return written.value;
  });
  const views = chosen.episodes.flatMap((episode) => episode.views);
  return {
    ...{ dir: out, format: format.name, layout, episodes: chosen.episodes.length, clips: views.length },
    ...{ frames: views.reduce((sum, view) => sum + view.frames, 0), refusals: chosen.refusals, report },
  };
}
