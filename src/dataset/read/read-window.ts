import type { EpisodeEvent } from '../../core/episode.ts';
import { type ImageModality, isImage, type Modality, type ModalityImages } from '../../core/frame.ts';
import type { EpisodeSteps, FrameBoxes } from '../../core/recorded-episode.ts';
import { openListed } from '../list-dataset.ts';
import type { Dataset } from '../open-dataset.ts';
import { readEvents, readSteps } from '../read-episode.ts';
import { readBoxes, readModality } from '../read-frames.ts';
import type { WindowChoice, WindowPlace } from './list-windows.ts';
import { sliceSteps } from './slice-steps.ts';

/** A clip, or a window of one, with what was asked for of it. */
export type ReadWindow = {
  /** `<episode>.<camera>.<start>`. */
  readonly id: string;
  /** The dataset with this episode alone, for its facts, cameras and sensors. */
  readonly dataset: Dataset;
  readonly episode: string;
  readonly scene: string;
  readonly split: string;
  readonly camera: string;
  /** Its first frame, counted in the camera's own, and how many; frame k is frame k · `every` of the episode. */
  readonly start: number;
  readonly frames: number;
  readonly every: number;
  /** By modality, one picture a frame, in the units of `ModalityImages`; those alone that were asked for. */
  readonly images: { readonly [M in ImageModality]?: readonly ModalityImages[M][] };
  /** `null` unless asked for, as are `steps` and `events`. */
  readonly boxes: readonly FrameBoxes[] | null;
  /** From the window's first frame to its last, every frame of the episode: row k · `every` is its frame k. */
  readonly steps: EpisodeSteps | null;
  /** Those after its first frame and up to its last; their frames are the episode's. */
  readonly events: readonly EpisodeEvent[] | null;
};

async function readImages(
  dataset: Dataset,
  { episode, camera, start, frames }: WindowPlace,
  names: readonly Modality[],
): Promise<ReadWindow['images']> {
  const images: Partial<Record<ImageModality, readonly ModalityImages[ImageModality][]>> = {};
  for (const name of names)
    if (isImage(name))
      images[name] = await readModality(dataset, episode.id, camera.name, name, start, frames);
  return images as ReadWindow['images'];
}

/**
 * Reads what was asked for of one window, and opens no other file.
 *
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function readWindow(place: WindowPlace, read: WindowChoice['read']): Promise<ReadWindow> {
  const { dataset: listed, episode, camera, start, frames } = place;
  const { id, scene, split } = episode;
  const dataset = await openListed(listed, episode);
  const first = start * camera.every;
  const last = (start + frames - 1) * camera.every;
  const wants = (name: WindowChoice['read'][number]): boolean => read.includes(name);
  const names = read.filter((name) => name !== 'steps' && name !== 'events');
  const boxes = wants('boxes') ? await readBoxes(dataset, id, camera.name) : null;
  const steps = wants('steps') ? await readSteps(dataset, id) : null;
  const events = wants('events') ? await readEvents(dataset, id) : null;
  return {
    ...{ id: `${id}.${camera.name}.${start}`, dataset, episode: id, scene, split, camera: camera.name },
    ...{ start, frames, every: camera.every },
    images: await readImages(dataset, place, names),
    boxes: boxes?.slice(start, start + frames) ?? null,
    steps: steps === null ? null : sliceSteps(steps, first, last - first + 1),
    events: events?.filter(({ frame }) => frame > first && frame <= last) ?? null,
  };
}
