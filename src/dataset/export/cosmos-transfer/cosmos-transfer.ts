import { join } from 'node:path';
import { inFlight } from '../../../core/in-flight.ts';
import { writeFileSynced } from '../../../media/write-file.ts';
import { jsonText } from '../../layout.ts';
import { clipFrames } from '../clip-source.ts';
import { refuseForCosmos } from '../cosmos3/cosmos-limits.ts';
import { type CosmosRecord, cosmosRecord } from '../cosmos3/cosmos-record.ts';
import { writeJsonl } from '../cosmos3/cosmos-summary.ts';
import { splitViews, TRAIN_FOLDER } from '../cosmos3/cosmos-training.ts';
import { cosmosPrompt, VALIDATION_FOLDER } from '../cosmos3/cosmos-validation.ts';
import { captionFigures } from '../cosmos3/cosmos3.ts';
import type { ExportFormat, ExportJob, ExportReport, ExportView } from '../export-format.ts';
import { refuseEach } from '../refuse-views.ts';
import { writeClips } from '../write-clip.ts';
import { CONTROLS, controlPath, pictureControls, writeTruthControls } from './controls.ts';

/** A list of its own for each control, since a line names one. */
const jsonl = (control: string): string => `video_dataset_file_${control}.jsonl`;

/** Writes the video of a view and its four controls, all of one size and length. */
async function writeViews({ dataset }: ExportJob, folder: string, view: ExportView): Promise<void> {
  const { fit, fps } = view;
  const outputs = [{ path: join(folder, `videos/${view.id}.mp4`) }, ...pictureControls(folder, view)];
  await writeClips(outputs, { width: fit.width, height: fit.height, fps }, clipFrames(dataset, view, 'rgb'));
  await writeTruthControls(dataset, folder, view);
}

/** Writes what a trained model is asked: a prompt for each control, beside the truth. */
async function writeSpecs(job: ExportJob, view: ExportView): Promise<void> {
  const folder = join(job.dir, VALIDATION_FOLDER);
  await writeViews(job, folder, view);
  const prompt = await cosmosPrompt(job.dataset, view);
  for (const control of CONTROLS) {
    const name = `inference_prompt_${control}/${view.id}`;
    const hint = { [control]: { control_path: `../${controlPath(control, view)}` } };
    const spec = { name, model_mode: 'video2video', ...prompt, ...hint };
    await writeFileSynced(join(folder, `${name}.json`), jsonText(spec));
  }
}

async function writeTransfer(job: ExportJob): Promise<ExportReport> {
  const { train, others } = splitViews(job);
  const records: (CosmosRecord & { readonly view: ExportView })[] = [];
  const total = train.length + others.length;
  const write = async (view: ExportView) => {
    if (!train.includes(view)) {
      await writeSpecs(job, view);
      return null;
    }
    await writeViews(job, join(job.dir, TRAIN_FOLDER), view);
    return { ...(await cosmosRecord(job.dataset, view, `videos/${view.id}.mp4`)), view };
  };
  let done = 0;
  for await (const record of inFlight([...train, ...others], write)) {
    if (record !== null) records.push(record);
    job.onProgress?.({ stage: 'export', done: ++done, total, unit: 'clips' });
    job.checkInterrupt();
  }
  for (const control of CONTROLS) {
    const lines = records.map(({ view, ...record }) => ({
      ...record,
      control_path: controlPath(control, view),
    }));
    await writeJsonl(job, join(job.dir, TRAIN_FOLDER, jsonl(control)), lines);
  }
  return { files: files(others.length > 0), figures: captionFigures(records), use: USE };
}

const files = (validated: boolean): ExportReport['files'] => [
  [
    `train/${jsonl('depth')}, …_seg, …_edge, …_blur`,
    'a clip a line with its `control_path`; a summary beside each',
  ],
  ['train/videos/', 'what is to be made: H.264, yuv420p'],
  ['train/controls/depth/', 'inverse depth, near is bright, one scale a clip'],
  ['train/controls/seg/', 'a flat colour an instance on black, the same in every clip'],
  ['train/controls/edge/, train/controls/blur/', 'Canny 100/200; a Gaussian of 3.5 pixels'],
  ...(validated
    ? ([
        ['val/inference_prompt_<control>/', 'prompts with `control_path`; `val/videos/` is the truth'],
      ] as const)
    : []),
];

const USE = [
  'Give one list as `jsonl_paths` of `get_transfer_sft_dataset` of cosmos-framework, and its name as `control_type`:',
  '`depth` and `seg` are read from `control_path`; `edge` and `blur` the trainer makes anew, with other strengths each time.',
].join('\n');

/** What Cosmos 3's transfer fine-tuning reads. */
export const COSMOS_TRANSFER: ExportFormat = {
  name: 'cosmos-transfer',
  reader: 'Cosmos 3, transfer from depth, segmentation, edges or blur',
  layouts: ['sft'],
  modalities: ['rgb', 'depth_z_m', 'instance_id'],
  check: ({ views }) => refuseEach(views, refuseForCosmos),
  write: writeTransfer,
};
