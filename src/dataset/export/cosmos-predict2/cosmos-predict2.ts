import { join } from 'node:path';
import { writeFileSynced } from '../../../media/write-file.ts';
import { jsonText } from '../../layout.ts';
import { clipFrames } from '../clip-source.ts';
import {
  type ExportEpisode,
  type ExportFormat,
  type ExportJob,
  type ExportReport,
  type ExportView,
  framesToGenerate,
  type Refusal,
} from '../export-format.ts';
import { viewCaptions } from '../view-captions.ts';
import { writeClip } from '../write-clip.ts';

/** What the trainer makes of each clip: pictures of that shape, so many of them a second. */
const [WIDTH, HEIGHT, FPS] = [1280, 704, 16];

/** It takes 93 from a random start, and its range of starts is empty for a clip of just as many. */
const LEAST_FRAMES = 94;

/** How far from the trainer's a picture's shape may be: it is stretched, not cut. */
const STRETCH = 0.01;

function refuseView({ id, fit, frames, fps, step, camera }: ExportView): Refusal | null {
  const { width, height, fromWidth, fromHeight } = fit;
  if (Math.abs((width * HEIGHT) / (height * WIDTH) - 1) > STRETCH) {
    const enough = fromWidth >= WIDTH && fromHeight >= HEIGHT;
    return {
      ...{ id, reason: `${width}x${height} pixels: the trainer would stretch it to ${WIDTH}x${HEIGHT}` },
      fix: `${enough ? 'export' : 'generate'} with --size ${WIDTH}x${HEIGHT}`,
    };
  }
  if (fps !== FPS) {
    const enough = Number.isInteger((fps * step) / FPS);
    return {
      ...{ id, reason: `${fps} fps: the trainer takes it for ${FPS}` },
      fix: enough ? `export with --fps ${FPS}` : `generate with --fps ${FPS * camera.every}`,
    };
  }
  if (frames >= LEAST_FRAMES) return null;
  const needed = (LEAST_FRAMES - 1) * step * camera.every + 1;
  return {
    ...{ id, reason: `${frames} frames: needs ${LEAST_FRAMES} at ${FPS} fps` },
    fix: `generate with --frames ${framesToGenerate(needed)}`,
  };
}

/** What of an episode Cosmos Predict's loader could not read. */
const check = ({ views }: ExportEpisode): readonly Refusal[] =>
  views.map(refuseView).filter((refusal) => refusal !== null);

/** Writes a clip and its captions into the folder of its split. */
async function writeView({ dir, dataset, trainSplit }: ExportJob, view: ExportView): Promise<void> {
  const { id, episode, fps, fit } = view;
  const folder = join(dir, episode.split === trainSplit ? 'train' : episode.split);
  const { width, height } = fit;
  await writeClip(
    join(folder, 'videos', `${id}.mp4`),
    { width, height, fps },
    clipFrames(dataset, view, 'rgb'),
  );
  const { dense: long, medium, short } = await viewCaptions(dataset, view);
  await writeFileSynced(
    join(folder, 'captions', `${id}.json`),
    jsonText({ worldwright: { long, medium, short } }),
  );
  await writeFileSynced(join(folder, 'metas', `${id}.txt`), medium);
}

async function writePredict2(job: ExportJob): Promise<ExportReport> {
  const views = job.episodes.flatMap((episode) => episode.views);
  for (const [i, view] of views.entries()) {
    job.checkInterrupt();
    await writeView(job, view);
    job.onProgress?.({ stage: 'export', done: i + 1, total: views.length, unit: 'clips' });
  }
  const folders = [
    ...new Set(views.map(({ episode: { split } }) => (split === job.trainSplit ? 'train' : split))),
  ];
  return {
    files: folders.flatMap((folder) => [
      [`${folder}/videos/`, 'H.264, yuv420p'],
      [`${folder}/captions/`, 'long, medium and short, for Predict 2.5'],
      [`${folder}/metas/`, 'the medium one as text, for Predict 2'],
    ]),
    figures: [],
    use: 'Give `train` as `dataset_dir` of a video2world recipe. Predict 2 also wants `t5_xxl/`, which its own script makes of `metas/`.',
  };
}

/** What post-training of Cosmos Predict 2 and 2.5 reads. */
export const COSMOS_PREDICT2: ExportFormat = {
  name: 'cosmos-predict2',
  reader: 'Cosmos Predict 2 and 2.5',
  layouts: ['video'],
  modalities: ['rgb'],
  check,
  write: writePredict2,
};
