import { join } from 'node:path';
import sharp from 'sharp';
import { writeFileSynced } from '../../../media/write-file.ts';
import { jsonText } from '../../layout.ts';
import type { Dataset } from '../../open-dataset.ts';
import { clipFrames } from '../clip-source.ts';
import type { ExportJob, ExportView } from '../export-format.ts';
import { writeClip } from '../write-clip.ts';
import { cosmosAspect, cosmosTier, framesToPredict } from './cosmos-limits.ts';
import { cosmosCaption } from './cosmos-record.ts';

export const VALIDATION_FOLDER = 'val';

/** Frames that the model is shown of a video that it goes on with. */
const SHOWN = 5;

/** What a model may be given besides the words: the folder of its prompts, and where that lies from there. */
const MODES = [
  ['inference_prompt', 'text2video', null],
  ['inference_prompt_i2v', 'image2video', (id: string) => `../images/${id}.jpg`],
  ['inference_prompt_v2v', 'video2video', (id: string) => `../videos_${SHOWN}frames/${id}.mp4`],
] as const;

/** Passes pictures on, and keeps the first of them: copies, for the memory of what is passed is used again. */
async function* keepFirst(
  pictures: AsyncIterable<Uint8Array>,
  kept: Uint8Array[],
): AsyncGenerator<Uint8Array> {
  for await (const picture of pictures) {
    if (kept.length < SHOWN) kept.push(picture.slice());
    yield picture;
  }
}

/** The same as what is iterated over one by one. */
async function* inTurn(pictures: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pictures;
}

/** The videos and the picture of one view: the truth, and what the model is shown of it. */
async function writeInputs({ dir, dataset }: ExportJob, view: ExportView): Promise<void> {
  const { width, height } = view.fit;
  const size = { width, height, fps: view.fps };
  const place = (folder: string, extension: string): string =>
    join(dir, VALIDATION_FOLDER, folder, `${view.id}.${extension}`);
  const first: Uint8Array[] = [];
  await writeClip(place('videos', 'mp4'), size, keepFirst(clipFrames(dataset, view, 'rgb'), first));
  await writeClip(place(`videos_${SHOWN}frames`, 'mp4'), size, inTurn(first));
  const picture = sharp(first[0] as Uint8Array, { raw: { width, height, channels: 3 } });
  await writeFileSynced(place('images', 'jpg'), await picture.jpeg({ quality: 95 }).toBuffer());
}

/**
 * What a trained model is asked of a view: what happens in it, and at what size, rate and length to make it.
 *
 * @throws {@link ToolkitError} as `viewCaptions`.
 */
export async function cosmosPrompt(dataset: Dataset, view: ExportView) {
  const { fit, fps, frames } = view;
  const tier = cosmosTier(fit.width, fit.height) ?? '256';
  const count = framesToPredict(frames, tier);
  const { caption_json: caption } = await cosmosCaption(dataset, view, { start: 0, count });
  const aspect = cosmosAspect(fit.width, fit.height);
  return { prompt: JSON.stringify(caption), resolution: tier, aspect_ratio: aspect, num_frames: count, fps };
}

/**
 * Writes what a trained model is asked, for a view that it has not learnt from: prompts, inputs and the truth.
 *
 * @throws {@link ToolkitError} as `writeClip` and `viewCaptions`.
 */
export async function writeValidationClip(job: ExportJob, view: ExportView): Promise<void> {
  const { id } = view;
  await writeInputs(job, view);
  const prompt = await cosmosPrompt(job.dataset, view);
  for (const [folder, mode, visionPath] of MODES) {
    const name = `${folder}/${id}`;
    const shown = visionPath === null ? {} : { vision_path: visionPath(id) };
    const text = jsonText({ name, model_mode: mode, ...prompt, ...shown });
    await writeFileSynced(join(job.dir, VALIDATION_FOLDER, `${name}.json`), text);
  }
}
