import sharp from 'sharp';
import { type ImageModality, isImage, type ModalityImages } from '../core/frame.ts';
import { chooseScales } from '../core/paint/choose-scales.ts';
import { PAINTERS, type Scales } from '../core/paint/paint-modality.ts';
import { THUMB_FRAMES } from '../core/view/addresses.ts';
import { BLOCK_FRAMES } from '../core/view/frame-block.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { findEpisode, readEpisodeFacts } from '../dataset/read-episode.ts';
import { readModality } from '../dataset/read-frames.ts';
import { episodeCameras, type RecordedCamera } from '../dataset/recorded-camera.ts';

/** Width of one picture, pixels. */
const WIDTH = 96;

/** The camera and the modality by which an episode is known: its first camera's picture, if there is one. */
export function thumbTrack(
  dataset: Dataset,
  id: string,
): { readonly camera: RecordedCamera; readonly modality: ImageModality } | null {
  const cameras = episodeCameras(dataset.plan, findEpisode(dataset, id).scene);
  const tracks = cameras.flatMap((camera) =>
    camera.modalities.filter(isImage).map((modality) => ({ camera, modality })),
  );
  return tracks.find(({ modality }) => modality === 'rgb') ?? tracks[0] ?? null;
}

/** Frames evenly over a clip; in a long one those that videos can be decoded from, or one costs many. */
function thumbFrames(frames: number): readonly number[] {
  const even = Array.from({ length: THUMB_FRAMES }, (_, i) =>
    Math.round((i * (frames - 1)) / (THUMB_FRAMES - 1)),
  );
  const long = frames > THUMB_FRAMES * BLOCK_FRAMES;
  return long ? even.map((k) => k - (k % BLOCK_FRAMES)) : even;
}

/** Reads these frames, each block's in one go. */
async function readSome<M extends ImageModality>(
  dataset: Dataset,
  id: string,
  camera: string,
  modality: M,
  wanted: readonly number[],
): Promise<readonly ModalityImages[M][]> {
  const blocks = new Map<number, number[]>();
  for (const k of wanted) {
    const block = Math.floor(k / BLOCK_FRAMES);
    blocks.set(block, [...(blocks.get(block) ?? []), k]);
  }
  const found: ModalityImages[M][] = [];
  for (const frames of blocks.values()) {
    const first = frames[0] as number;
    const count = (frames.at(-1) as number) - first + 1;
    const images = await readModality(dataset, id, camera, modality, first, count);
    found.push(...frames.map((k) => images[k - first] as ModalityImages[M]));
  }
  return found;
}

/** The episode's pictures in colours. */
async function paintSome(
  dataset: Dataset,
  id: string,
  camera: RecordedCamera,
  modality: ImageModality,
): Promise<readonly Uint8Array[]> {
  const images = await readSome(dataset, id, camera.name, modality, thumbFrames(camera.frames));
  if (modality === 'rgb' || modality === 'rgb_clean') return images as readonly Uint8Array[];
  const { bodies, decor } = await readEpisodeFacts(dataset, id);
  const still = [...bodies, ...decor].filter(({ motion }) => motion === 'fixed');
  const scales: Scales = {
    ...chooseScales(images.map((image) => ({ [modality]: image }))),
    stillBodies: new Set(still.map((body) => body.id)),
    stillClasses: new Set(still.map((body) => body.semanticId)),
  };
  const paint = PAINTERS[modality] as (image: unknown, scales: Scales, under: null) => Uint8Array;
  return images.map((image) => paint(image, scales, null));
}

/**
 * A clip's moving thumbnail: `THUMB_FRAMES` pictures side by side, as WebP.
 *
 * @throws {@link ToolkitError} as `readModality`.
 */
export async function drawThumb(
  dataset: Dataset,
  id: string,
  camera: RecordedCamera,
  modality: ImageModality,
): Promise<Uint8Array> {
  const { width, height } = camera;
  const tall = Math.max(1, Math.round((WIDTH * height) / width));
  const kernel = modality.startsWith('rgb') ? 'lanczos3' : 'nearest';
  const pictures = await Promise.all(
    (await paintSome(dataset, id, camera, modality)).map((rgb) =>
      sharp(rgb, { raw: { width, height, channels: 3 } })
        .resize(WIDTH, tall, { kernel, fit: 'fill' })
        .raw()
        .toBuffer(),
    ),
  );
  const row = Buffer.alloc(3 * WIDTH * THUMB_FRAMES * tall);
  for (const [i, picture] of pictures.entries()) {
    for (let y = 0; y < tall; y++)
      row.set(picture.subarray(3 * WIDTH * y, 3 * WIDTH * (y + 1)), 3 * WIDTH * (y * THUMB_FRAMES + i));
  }
  return sharp(row, { raw: { width: WIDTH * THUMB_FRAMES, height: tall, channels: 3 } })
    .webp({ quality: 75, effort: 1 })
    .toBuffer();
}
