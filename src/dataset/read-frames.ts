import { join } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { ImageModality, Modality, ModalityImages } from '../core/frame.ts';
import type { ImageEncoding } from '../core/modality-encoding/modality-encoding.ts';
import type { FrameBoxes } from '../core/recorded-episode.ts';
import { readVideo } from '../media/read-video.ts';
import type { VideoFrame } from '../media/video-format.ts';
import { tableBoxes } from './boxes-table.ts';
import { modalityFile } from './layout.ts';
import { type Dataset, insidePath } from './open-dataset.ts';
import { planEncodings } from './plan-file.ts';
import { damaged, findEpisode, readTable, within } from './read-episode.ts';
import { episodeCameras, type RecordedCamera } from './recorded-camera.ts';

/** The recorded camera of that name, which has that modality. @throws {@link ToolkitError} `argument/unknown`. */
function findCamera(dataset: Dataset, id: string, camera: string, modality: Modality): RecordedCamera {
  const cameras = episodeCameras(dataset.plan, findEpisode(dataset, id).scene);
  const found = cameras.find(({ name }) => name === camera);
  if (found?.modalities.includes(modality)) return found;
  const list = (names: readonly string[]): string => names.join(', ') || 'none';
  throw new ToolkitError(
    'argument/unknown',
    found === undefined
      ? `Episode ${id} must have the camera ${camera}, but it has ${list(cameras.map(({ name }) => name))}.`
      : `Camera ${camera} of episode ${id} must have ${modality}, but it has ${list(found.modalities)}.`,
    'Choose one of these.',
  );
}

/** How many rows a camera's table of boxes can have: a body is once in a frame. */
export const mostBoxes = ({ ids }: Pick<Dataset, 'ids'>, frames: number): number =>
  frames * Object.keys(ids).length;

/**
 * Reads where the bodies are in a camera's frames, one entry for each frame it took.
 *
 * @throws {@link ToolkitError} as `readFrames`.
 */
export async function readBoxes(dataset: Dataset, id: string, camera: string): Promise<FrameBoxes[]> {
  const { frames, every } = findCamera(dataset, id, camera, 'boxes');
  const path = within(id, modalityFile(camera, 'boxes', planEncodings(dataset.plan)));
  const found = tableBoxes(await readTable(dataset, path, { mostRows: mostBoxes(dataset, frames) }));
  if (found === null) throw damaged(join(dataset.dir, path), 'a column is missing');
  const byFrame = new Map(found.map((entry) => [entry.frame, entry]));
  return Array.from({ length: frames }, (_, k) => byFrame.get(k * every) ?? { frame: k * every, boxes: [] });
}

/** What is stored of a modality: integers of 8 or 16 bits, [height, width, 3] or [height, width]. */
export type ModalityFrame<M extends ImageModality> = M extends
  | 'rgb'
  | 'rgb_clean'
  | 'albedo'
  | 'shadow'
  | 'occlusion'
  ? Uint8Array
  : M extends 'instance_id' | 'semantic_id'
    ? Uint8Array | Uint16Array
    : Uint16Array;

/**
 * Reads frames of one camera, exactly as they were recorded.
 *
 * @param start - The camera's first frame to read, default 0; its frame k is frame k · every of the episode.
 * @param count - How many, default all that are left.
 * @param into - Frames of the same camera and modality that the caller is done with: they are filled and returned, as
 * far as they go. A third of the time that reading takes goes to what is allocated.
 * @throws {@link ToolkitError} `argument/unknown` for an episode, camera or modality that is not
 * there; `file/missing`, `media/corrupt`, `path/outside`.
 */
export async function readFrames<M extends ImageModality>(
  dataset: Dataset,
  id: string,
  camera: string,
  modality: M,
  start = 0,
  count?: number,
  into: readonly ModalityFrame<M>[] = [],
): Promise<ModalityFrame<M>[]> {
  const { plan, dir } = dataset;
  const { width, height, frames, every } = findCamera(dataset, id, camera, modality);
  const encodings = planEncodings(plan);
  const file = await insidePath(dir, within(id, modalityFile(camera, modality, encodings)));
  const { pixel } = encodings[modality];
  const range = { start, count: count ?? frames - start };
  const known = { fps: plan.fps, every, width, height, frames, into };
  return (await readVideo(file, pixel, { ...known, ...range })) as VideoFrame[] as ModalityFrame<M>[];
}

/**
 * Reads images of one camera in the units of `ModalityImages`: metres, unit vectors, pixels.
 *
 * @param start - As for `readFrames`.
 * @param count - How many, default all that are left.
 * @throws {@link ToolkitError} as `readFrames`.
 */
export async function readModality<M extends ImageModality>(
  dataset: Dataset,
  id: string,
  camera: string,
  modality: M,
  start = 0,
  count?: number,
): Promise<ModalityImages[M][]> {
  const stored = await readFrames(dataset, id, camera, modality, start, count);
  const { decode } = planEncodings(dataset.plan)[modality] as ImageEncoding<ModalityImages[M]>;
  return stored.map((frame) => decode(frame));
}
