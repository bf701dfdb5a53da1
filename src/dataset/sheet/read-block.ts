import type { BodyBox } from '../../core/body-box.ts';
import { type ImageModality, isImage, type Modality, type ModalityImages } from '../../core/frame.ts';
import type { CameraFacts, EpisodeFacts } from '../../core/recorded-episode.ts';

import type { Dataset } from '../open-dataset.ts';
import { findEpisode, readCameras, readEpisodeFacts } from '../read-episode.ts';
import { readBoxes, readModality } from '../read-frames.ts';
import { episodeCameras } from '../recorded-camera.ts';
import type { Names } from './legend.ts';

/** Moments of an episode that a sheet shows, evenly spread. */
const COLUMNS = 5;

/** What a block of a sheet shows: one camera of one episode at a few moments. */
export type Block = {
  readonly episode: string;
  readonly camera: CameraFacts;
  readonly modalities: readonly Modality[];
  /** Frames of the episode and their times in seconds, one a column. */
  readonly moments: readonly { readonly frame: number; readonly time: number }[];
  /** One a column. */
  readonly images: readonly Partial<ModalityImages>[];
  readonly boxes: readonly (readonly BodyBox[])[];
  readonly names: Names;
};

async function readImages(
  dataset: Dataset,
  id: string,
  camera: string,
  modalities: readonly ImageModality[],
  k: number,
): Promise<Partial<ModalityImages>> {
  const images: Record<string, ModalityImages[ImageModality] | undefined> = {};
  for (const modality of modalities)
    [images[modality]] = await readModality(dataset, id, camera, modality, k, 1);
  return images as Partial<ModalityImages>;
}

/** The ids that the images show, with their names. */
function namesOf({ classes }: Dataset, images: Block['images'], facts: EpisodeFacts): Names {
  const bodies = [...facts.bodies, ...facts.decor];
  const seen = new Set(images.flatMap(({ instance_id }) => [...new Set(instance_id ?? [])]));
  const kinds = new Set(images.flatMap(({ semantic_id }) => [...new Set(semantic_id ?? [])]));
  const isStill = (body: EpisodeFacts['bodies'][number]): boolean => body.motion === 'fixed';
  return {
    bodies: bodies
      .filter(({ id }) => seen.has(id))
      .map((body) => ({ id: body.id, name: body.name, still: isStill(body) })),
    classes: Object.entries(classes)
      .filter(([, id]) => kinds.has(id))
      .map(([name, id]) => {
        const members = bodies.filter((body) => body.class === name);
        return { id, name, still: members.every(isStill) };
      }),
  };
}

/**
 * Reads what a sheet shows of one camera of an episode.
 *
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function readBlock(dataset: Dataset, id: string, name: string): Promise<Block> {
  const recorded = episodeCameras(dataset.plan, findEpisode(dataset, id).scene).find(
    (camera) => camera.name === name,
  );
  const camera = (await readCameras(dataset, id)).find((candidate) => candidate.name === name);
  if (recorded === undefined || camera === undefined) throw new Error(`episode ${id} has no camera ${name}`);
  const { modalities, frames, every } = recorded;
  const columns = Math.min(COLUMNS, frames);
  const shown = Array.from({ length: columns }, (_, column) =>
    columns === 1 ? 0 : Math.round((column * (frames - 1)) / (columns - 1)),
  );
  const images: Partial<ModalityImages>[] = [];
  for (const k of shown) images.push(await readImages(dataset, id, name, modalities.filter(isImage), k));
  const boxes = modalities.includes('boxes') ? await readBoxes(dataset, id, name) : [];
  return {
    ...{ episode: id, camera, modalities, images },
    moments: shown.map((k) => ({ frame: k * every, time: (k * every) / dataset.plan.fps })),
    boxes: shown.map((k) => boxes[k]?.boxes ?? []),
    names: namesOf(dataset, images, await readEpisodeFacts(dataset, id)),
  };
}
