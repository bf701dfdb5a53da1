import type { Dataset } from '../open-dataset.ts';
import { readFrames } from '../read-frames.ts';
import type { RecordedCamera } from '../recorded-camera.ts';

/** Pictures by which a clip is known: its first, its middle and its last. */
const STRIP_FRAMES = 3;

/**
 * Reads the pictures by which a clip is known, sRGB, [height, width, 3]; none where its camera took no `rgb`.
 *
 * @throws {@link ToolkitError} as `readFrames`.
 */
export async function readStrip(
  dataset: Dataset,
  id: string,
  { name, frames, modalities }: RecordedCamera,
): Promise<readonly Uint8Array[]> {
  if (!modalities.includes('rgb')) return [];
  const pictures: Uint8Array[] = [];
  for (let i = 0; i < STRIP_FRAMES; i++) {
    const frame = Math.round((i * (frames - 1)) / (STRIP_FRAMES - 1));
    pictures.push(...(await readFrames(dataset, id, name, 'rgb', frame, 1)));
  }
  return pictures;
}
