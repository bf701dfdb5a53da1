import { join } from 'node:path';
import { inFlight } from '../../../core/in-flight.ts';
import { writeFileSynced } from '../../../media/write-file.ts';
import { jsonText } from '../../layout.ts';
import type {
  ExportEpisode,
  ExportJob,
  ExportReport,
  ExportRequest,
  ExportView,
  Refusal,
} from '../export-format.ts';
import { lengthFix, rateFix, sizeFix } from '../fixes.ts';
import { refuseEach, refuseUncaptioned } from '../refuse-views.ts';
import { viewCaptions } from '../view-captions.ts';
import { writeView } from '../write-view.ts';
import { isStretched } from './stretch.ts';

/** What the trainer makes of each clip: pictures of that shape, so many of them a second. */
const [WIDTH, HEIGHT, FPS] = [1280, 704, 16];

/** It takes 93 from a random start, and its range of starts is empty for a clip of just as many. */
const LEAST_FRAMES = 94;

function refuseView(view: ExportView): Refusal | null {
  const { id, fit, frames, fps } = view;
  if (isStretched(fit, WIDTH, HEIGHT)) {
    const reason = `${fit.width}x${fit.height} pixels: the trainer would stretch it to ${WIDTH}x${HEIGHT}`;
    return { id, reason, fix: sizeFix(view, WIDTH, HEIGHT) };
  }
  if (fps !== FPS)
    return { id, reason: `${fps} fps: the trainer takes it for ${FPS}`, fix: rateFix(view, FPS) };
  if (frames >= LEAST_FRAMES) return null;
  const reason = `${frames} frames: needs ${LEAST_FRAMES} at ${FPS} fps`;
  return { id, reason, fix: lengthFix(view, LEAST_FRAMES) };
}

/** What of an episode the loader of videos could not read. */
export const refuseForVideos = ({ views }: ExportEpisode, request: ExportRequest): readonly Refusal[] =>
  refuseEach(views, (view) => refuseView(view) ?? refuseUncaptioned(view, request));

/** Writes a clip and its captions into the folder of its split. */
async function writeFiles({ dir, dataset }: ExportJob, view: ExportView): Promise<void> {
  const { id, episode } = view;
  const folder = join(dir, episode.split);
  await writeView(dataset, view, join(folder, 'videos', `${id}.mp4`));
  const { dense: long, medium, short } = await viewCaptions(dataset, view);
  await writeFileSynced(
    join(folder, 'captions', `${id}.json`),
    jsonText({ worldwright: { long, medium, short } }),
  );
  await writeFileSynced(join(folder, 'metas', `${id}.txt`), medium);
}

/**
 * Writes each clip with its captions, a folder a split.
 *
 * @throws {@link ToolkitError} as `writeView` and `viewCaptions`; `work/interrupted`.
 */
export async function writeVideos(job: ExportJob): Promise<ExportReport> {
  const views = job.episodes.flatMap((episode) => episode.views);
  let done = 0;
  for await (const _ of inFlight(views, (view) => writeFiles(job, view))) {
    job.onProgress?.({ stage: 'export', done: ++done, total: views.length, unit: 'clips' });
    job.checkInterrupt();
  }
  const folders = [...new Set(views.map(({ episode }) => episode.split))];
  return {
    files: folders.flatMap((folder) => [
      [`${folder}/videos/`, 'H.264, yuv420p'],
      [`${folder}/captions/`, 'long, medium and short, for Predict 2.5'],
      [`${folder}/metas/`, 'the medium one as text, for Predict 2'],
    ]),
    figures: [],
    use: `Give \`${job.trainSplit}\` as \`dataset_dir\` of a video2world recipe. Predict 2 also wants \`t5_xxl/\`, which its own script makes of \`metas/\`.`,
  };
}
