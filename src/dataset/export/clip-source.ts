import type { ImageModality } from '../../core/frame.ts';
import type { CameraFacts } from '../../core/recorded-episode.ts';
import { VIDEO_GOP } from '../../media/video-format.ts';
import { EPISODE_FILES } from '../layout.ts';
import type { Dataset } from '../open-dataset.ts';
import { damaged, readCameras, within } from '../read-episode.ts';
import { type ModalityFrame, readFrames } from '../read-frames.ts';
import type { ExportView } from './export-format.ts';
import { fitIntrinsics } from './fit-picture.ts';
import { shrinkLabels, shrinkPicture } from './shrink-frame.ts';

/** What can be shrunk and left out frames of: not what tells of the next frame. */
export type ClipModality = Exclude<ImageModality, 'flow_forward' | 'flow_backward' | 'occlusion'>;

const PICTURES: ReadonlySet<ClipModality> = new Set(['rgb', 'rgb_clean', 'albedo']);

/**
 * The frames of a view, at the export's size and rate, one after the other: pictures through an antialiasing filter,
 * labels as the pixel that a new pixel's centre lies in, in the integers that are stored. A frame lasts until the next
 * is asked for: its memory is used again.
 *
 * @throws {@link ToolkitError} as `readFrames`.
 */
export async function* clipFrames<M extends ClipModality>(
  dataset: Dataset,
  { episode, camera, fit, step, frames }: ExportView,
  modality: M,
): AsyncGenerator<ModalityFrame<M>> {
  const last = (frames - 1) * step;
  let block: ModalityFrame<M>[] = [];
  for (let start = 0; start <= last; start += VIDEO_GOP) {
    const count = Math.min(VIDEO_GOP, last + 1 - start);
    block = await readFrames(dataset, episode.id, camera.name, modality, start, count, block);
    for (const [i, frame] of block.entries()) {
      if ((start + i) % step !== 0) continue;
      yield PICTURES.has(modality)
        ? ((await shrinkPicture(frame as Uint8Array, fit)) as ModalityFrame<M>)
        : shrinkLabels(frame, fit);
    }
  }
}

/**
 * The camera of a view: intrinsics of the exported pictures, and a pose for each of them where it moves.
 *
 * @throws {@link ToolkitError} as `readCameras`.
 */
export async function clipCamera(
  dataset: Dataset,
  { episode, camera, fit, step, frames }: ExportView,
): Promise<CameraFacts> {
  const facts = (await readCameras(dataset, episode.id)).find(({ name }) => name === camera.name);
  if (facts === undefined)
    throw damaged(within(episode.id, EPISODE_FILES.cameras), `it lacks the camera ${camera.name}`);
  const poses = facts.worldFromCameraPerFrame;
  return {
    ...facts,
    ...fitIntrinsics(facts, fit),
    every: facts.every * step,
    worldFromCameraPerFrame:
      poses === null
        ? null
        : Array.from({ length: frames }, (_, k) => poses[k * step] ?? facts.worldFromCamera),
  };
}
