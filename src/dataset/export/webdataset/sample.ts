import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readError, writeError } from '../../../media/file-error.ts';
import { npyFile } from '../../../media/npy.ts';
import { VIDEO_FORMATS } from '../../../media/video-format.ts';
import { openVideoWriter } from '../../../media/video-writer.ts';
import { planEncodings } from '../../plan-file.ts';
import { readEpisodeFacts, readEvents, readSteps } from '../../read-episode.ts';
import { type ClipModality, clipCamera, clipFrames } from '../clip-source.ts';
import type { ExportJob, ExportView } from '../export-format.ts';
import { takeRows, viewRows } from '../taken-rows.ts';
import { viewCaptions } from '../view-captions.ts';
import { writeView } from '../write-view.ts';

/** Labels that go along where they were recorded: exact integers, which no lossy video keeps. */
const LABELS = ['depth_z_m', 'instance_id'] as const satisfies readonly ClipModality[];

/** A file of a sample: what follows the key and its dot, and the content. */
export type SampleFile = readonly [extension: string, content: Uint8Array];

/** What a sample's JSON says of it. */
async function sampleFacts({ dataset }: ExportJob, view: ExportView): Promise<unknown> {
  const { episode, camera, fit, frames, fps } = view;
  const { outcome, seed, bodies } = await readEpisodeFacts(dataset, episode.id);
  const { dense, medium, short } = await viewCaptions(dataset, view);
  const { lens, fx, fy, cx, cy, near, far, worldFromCamera, worldFromCameraPerFrame } = await clipCamera(
    dataset,
    view,
  );
  const { stride } = viewRows(view);
  const events = (await readEvents(dataset, episode.id)).map(({ kind, time, frame, a, b }) => ({
    ...{ kind, time, frame: Math.ceil(frame / stride), a, b },
  }));
  return {
    ...{ episode: episode.id, scene: episode.scene, split: episode.split, seed, outcome },
    ...{ frames, fps, width: fit.width, height: fit.height, depth_scale_m: dataset.plan.depthScaleM },
    captions: { long: dense, medium, short },
    camera: {
      ...{ name: camera.name, lens, fx, fy, cx, cy, near, far, world_from_camera: worldFromCamera },
      ...(worldFromCameraPerFrame === null ? {} : { world_from_camera_per_frame: worldFromCameraPerFrame }),
    },
    bodies: bodies.map(({ name, id, class: kind, color }) => ({ name, id, class: kind, color })),
    events: events.filter(({ frame }) => frame < frames),
  };
}

async function labelVideo(job: ExportJob, view: ExportView, modality: ClipModality, path: string) {
  const { width, height } = view.fit;
  const { pixel } = planEncodings(job.dataset.plan)[modality];
  const writer = await openVideoWriter(path, { pixel, width, height, fps: view.fps });
  try {
    for await (const frame of clipFrames(job.dataset, view, modality)) await writer.write(frame);
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** The actions of the frames that are exported, each the one that is held from then on: [frames, elements]. */
async function actions({ dataset }: ExportJob, view: ExportView) {
  const { action, actionDim } = await readSteps(dataset, view.episode.id);
  if (action === null) return null;
  const rows = viewRows(view);
  const all = Array.from({ length: actionDim }, (_, i) => i);
  return npyFile(takeRows(action, actionDim, all, rows), [rows.count, actionDim]);
}

/**
 * The files of a view's sample, in the order in which they lie in the tar.
 *
 * @param scratch - A folder for videos on their way; made and removed.
 * @throws {@link ToolkitError} as the dataset's readers and `writeView`.
 */
export async function sampleFiles(job: ExportJob, view: ExportView, scratch: string): Promise<SampleFile[]> {
  await mkdir(scratch, { recursive: true }).catch((error: unknown) => {
    throw writeError(scratch, error);
  });
  const read = async (path: string): Promise<Buffer> =>
    readFile(path).catch((error: unknown) => {
      throw readError(path, error);
    });
  try {
    const picture = join(scratch, 'rgb.mp4');
    await writeView(job.dataset, view, picture);
    const files: SampleFile[] = [
      ['mp4', await read(picture)],
      ['json', Buffer.from(JSON.stringify(await sampleFacts(job, view)))],
    ];
    for (const modality of LABELS.filter((one) => view.camera.modalities.includes(one))) {
      const { pixel } = planEncodings(job.dataset.plan)[modality];
      const extension = `${modality}${VIDEO_FORMATS[pixel].extension}`;
      await labelVideo(job, view, modality, join(scratch, extension));
      files.push([extension, await read(join(scratch, extension))]);
    }
    const acted = await actions(job, view);
    return acted === null ? files : [...files, ['actions.npy', acted]];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
