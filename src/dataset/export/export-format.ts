import type { ImageModality } from '../../core/frame.ts';
import type { OnProgress } from '../../core/progress.ts';
import type { Dataset, DatasetEpisode } from '../open-dataset.ts';
import type { RecordedCamera } from '../recorded-camera.ts';
import type { PictureFit } from './fit-picture.ts';

/** One camera of an episode, as it will be exported. */
export type ExportView = {
  /** `<episode>_<camera>`: names its files. It has no dots. */
  readonly id: string;
  readonly episode: DatasetEpisode;
  readonly camera: RecordedCamera;
  /** From the recorded size to the exported one. */
  readonly fit: PictureFit;
  /** Every `step`-th picture of the camera is taken. */
  readonly step: number;
  /** How many are taken, and how many of them a second; whole. */
  readonly frames: number;
  readonly fps: number;
};

/** An episode, with the views of it that are exported. */
export type ExportEpisode = {
  readonly episode: DatasetEpisode;
  /** One at least, in the scene's order. */
  readonly views: readonly ExportView[];
  /** Names of its other cameras that a curation took out, while it kept these. */
  readonly unlisted: readonly string[];
};

/** Something that is not exported. */
export type Refusal = {
  /** A view's id or, for all of its views, an episode's. */
  readonly id: string;
  /** What its trainer could not read, as `13 frames: needs 61 at 24 fps`. */
  readonly reason: string;
  /** What to do, as `generate with --frames 64`. */
  readonly fix: string;
};

/** What was asked for, where a format has a say in it. */
export type ExportRequest = {
  readonly dataset: Dataset;
  /** One of the format's `layouts`. */
  readonly layout: string;
  /** The split whose episodes are learnt from. */
  readonly trainSplit: string;
};

/** What is to be written. */
export type ExportJob = ExportRequest & {
  /** An empty folder of its own; what is written there is committed as a whole. */
  readonly dir: string;
  /** What its trainer can read, in the plan's order; one at least. */
  readonly episodes: readonly ExportEpisode[];
  readonly refusals: readonly Refusal[];
  /** To be told of each view that is written: `stage: 'export'`, `unit: 'clips'`. */
  readonly onProgress: OnProgress | undefined;
  /** Throws `work/interrupted` when the work shall stop; to be asked between clips. */
  readonly checkInterrupt: () => void;
};

/** What a format says of what it wrote, for the card and the last words. */
export type ExportReport = {
  /** A line for each thing that lies there, as `train/videos/` and what it holds. */
  readonly files: readonly (readonly [path: string, what: string])[];
  /** Further figures for the card's table. */
  readonly figures: readonly (readonly [name: string, value: string])[];
  /** How the trainer is told of it: a few lines of Markdown. */
  readonly use: string;
};

/** A form that a trainer reads. */
export type ExportFormat = {
  readonly name: string;
  /** What reads it, in a few words. */
  readonly reader: string;
  /** Names of its layouts, the default first. */
  readonly layouts: readonly string[];
  /** What each exported camera must have recorded. */
  readonly modalities: readonly ImageModality[];
  /** What of an episode its trainer could not read; an empty list where all is well. */
  readonly check: (episode: ExportEpisode, request: ExportRequest) => readonly Refusal[];
  /** Throws `export/refused` where episodes that passed do not fit together, or their tables lack something. */
  readonly checkTogether?: (episodes: readonly ExportEpisode[], request: ExportRequest) => Promise<void>;
  /** Writes all of it. */
  readonly write: (job: ExportJob) => Promise<ExportReport>;
};
