import { join } from 'node:path';
import { inFlight } from '../../../core/in-flight.ts';
import type { ExportFormat, ExportJob, ExportReport, ExportView } from '../export-format.ts';
import { refuseEach, refuseUncaptioned } from '../refuse-views.ts';
import { refuseForCosmos } from './cosmos-limits.ts';
import type { CosmosRecord } from './cosmos-record.ts';
import { writeJsonl } from './cosmos-summary.ts';
import { splitViews, TRAIN_FOLDER, writeTrainingClip } from './cosmos-training.ts';
import { writeValidationClip } from './cosmos-validation.ts';

/** Where the recipes look for the list of what is learnt from. */
const JSONL = 'video_dataset_file.jsonl';

const TRAINING_FILES = [
  [`train/${JSONL}`, 'a clip a line: its video, its windows with `caption_json` and `caption`'],
  [`train/${JSONL}.summary.json`, 'what was kept, what the trainer would have dropped, and why'],
  ['train/videos/', 'H.264, yuv420p'],
] as const;

const VALIDATION_FILES = [
  [
    'val/inference_prompt/',
    'prompts for the model that was trained; `_i2v` and `_v2v` with a picture and a video',
  ],
  ['val/images/, val/videos_5frames/', 'what is shown to it'],
  ['val/videos/', 'what happened, to compare with'],
] as const;

const use = (validated: boolean): string =>
  [
    'Give this folder as the dataset of a video recipe of cosmos-framework (`DATASET_PATH`): it reads `train/video_dataset_file.jsonl`, whose paths are relative to it.',
    ...(validated
      ? [
          'Afterwards, infer with `-i "$DATASET_PATH/val/inference_prompt*/*.json"` and compare with `val/videos`.',
        ]
      : []),
  ].join('\n');

async function writeCosmos3(job: ExportJob): Promise<ExportReport> {
  const { train, others } = splitViews(job);
  const records: CosmosRecord[] = [];
  const total = train.length + others.length;
  const write = async (view: ExportView): Promise<CosmosRecord | null> => {
    if (train.includes(view)) return writeTrainingClip(job, view);
    await writeValidationClip(job, view);
    return null;
  };
  let done = 0;
  for await (const record of inFlight([...train, ...others], write)) {
    if (record !== null) records.push(record);
    job.onProgress?.({ stage: 'export', done: ++done, total, unit: 'clips' });
    job.checkInterrupt();
  }
  await writeJsonl(job, join(job.dir, TRAIN_FOLDER, JSONL), records);
  const validated = others.length > 0;
  return {
    files: [...TRAINING_FILES, ...(validated ? VALIDATION_FILES : [])],
    figures: captionFigures(records),
    use: use(validated),
  };
}

/** How long the captions are, in words. */
export function captionFigures(records: readonly CosmosRecord[]): ExportReport['figures'] {
  const words = records
    .flatMap((record) => record.t2w_windows)
    .map(({ caption }) => caption.split(/\s+/).length)
    .sort((a, b) => a - b);
  return [
    [
      'words of a caption, least, middle, most',
      [0, 0.5, 1].map((p) => words[Math.round(p * (words.length - 1))]).join(', '),
    ],
  ];
}

/** What Cosmos 3's video fine-tuning reads. */
export const COSMOS3: ExportFormat = {
  name: 'cosmos3',
  reader: 'Cosmos 3, video fine-tuning',
  layouts: ['sft'],
  modalities: ['rgb'],
  check: ({ views }, request) =>
    refuseEach(views, (view) => refuseForCosmos(view) ?? refuseUncaptioned(view, request)),
  write: writeCosmos3,
};
