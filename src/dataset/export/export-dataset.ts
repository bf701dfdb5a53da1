import { join, resolve } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import type { OnProgress } from '../../core/progress.ts';
import { writeFileSynced } from '../../media/write-file.ts';
import { nearest } from '../../scene/nearest.ts';
import { checkAtRest, checkFinished } from '../check-finished.ts';
import { keptClips, readCuration } from '../curate/read-curation.ts';
import { type Dataset, openDataset } from '../open-dataset.ts';
import { drawCardPictures } from './card-pictures.ts';
import { writeCard } from './export-card.ts';
import type { ExportFormat, ExportJob, ExportReport, Refusal } from './export-format.ts';
import { checkPlace, makeFolder } from './export-place.ts';
import { exportText } from './export-record.ts';
import { EXPORT_FORMATS } from './formats.ts';
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

/** The format of that name. @throws {@link ToolkitError} `argument/unknown`. */
function findFormat(name: string): ExportFormat {
  const found = EXPORT_FORMATS.find((format) => format.name === name);
  if (found !== undefined) return found;
  const names = EXPORT_FORMATS.map((format) => format.name);
  throw new ToolkitError(
    'argument/unknown',
    `--format must be one of ${names.join(', ')}, got ${name}.`,
    `The nearest is ${nearest(name, names)}.`,
  );
}

/** A layout that the format has. @throws {@link ToolkitError} `argument/unknown`. */
function findLayout({ name, layouts }: ExportFormat, wanted: string): string {
  if (layouts.includes(wanted)) return wanted;
  throw new ToolkitError(
    'argument/unknown',
    `--layout of ${name} must be one of ${layouts.join(', ')}, got ${wanted}.`,
    'Choose one of these, or leave it out.',
  );
}

/** Refuses what no format can write. */
function checkChoice({ size, fps }: ClipChoice, { plan, dir }: Dataset): void {
  const isSide = (side: number): boolean => side >= 2 && side % 2 === 0;
  if (size !== undefined && !(isSide(size.width) && isSide(size.height))) {
    throw new ToolkitError(
      'argument/invalid',
      `--size must be even, for colours are stored for two by two pixels, got ${size.width}x${size.height}.`,
      'Choose an even width and height.',
    );
  }
  if (fps !== undefined && !(Number.isInteger(fps) && fps >= 1)) {
    throw new ToolkitError('argument/invalid', `--fps must be whole, got ${fps}.`, 'Give it such a number.');
  }
  if (!plan.twins) return;
  throw new ToolkitError(
    'export/input',
    `A dataset of impossible twins must never be learnt from, and ${dir} is one.`,
    'Export another dataset; evaluate models on this one.',
  );
}

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
    const written = await format.write(job);
    await drawCardPictures(job);
    await writeFileSynced(join(dir, 'README.md'), await writeCard(job, format, written, licence));
    await writeFileSynced(join(dir, 'export.json'), exportText(job, format));
    return written;
  });
  const views = chosen.episodes.flatMap((episode) => episode.views);
  return {
    ...{ dir: out, format: format.name, layout, episodes: chosen.episodes.length, clips: views.length },
    ...{ frames: views.reduce((sum, view) => sum + view.frames, 0), refusals: chosen.refusals, report },
  };
}
