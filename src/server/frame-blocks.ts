import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { ImageModality } from '../core/frame.ts';
import { BLOCK_FRAMES, joinBlock } from '../core/view/frame-block.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { planEncodings } from '../dataset/plan-file.ts';
import { readFrames } from '../dataset/read-frames.ts';
import type { RecordedCamera } from '../dataset/recorded-camera.ts';
import { frameBytes, VIDEO_FORMATS, type VideoFrame, type VideoPixel } from '../media/video-format.ts';

const deflate = promisify(deflateRaw);

/** How many blocks hold a camera's frames. */
export const blockCount = (frames: number): number => Math.ceil(frames / BLOCK_FRAMES);

/** Frames as they travel (core/view/frame-block.ts). @param first - The camera's first frame among them. */
export async function packBlock(
  frames: readonly VideoFrame[],
  pixel: VideoPixel,
  { width, height }: { readonly width: number; readonly height: number },
  first: number,
): Promise<Uint8Array> {
  const { channels, valueBytes } = VIDEO_FORMATS[pixel];
  // Level 1: loopback is faster than any further squeezing.
  const deflated = await deflate(Buffer.concat(frames.map(frameBytes)), { level: 1 });
  return joinBlock({ width, height, channels, valueBytes, first, frames: frames.length }, deflated);
}

/**
 * Reads a block of a camera's frames; a block begins where a video can be decoded from.
 *
 * @throws {@link ToolkitError} as `readFrames`.
 */
export async function readBlock(
  dataset: Dataset,
  id: string,
  camera: RecordedCamera,
  modality: ImageModality,
  block: number,
): Promise<Uint8Array> {
  const first = block * BLOCK_FRAMES;
  const count = Math.min(BLOCK_FRAMES, camera.frames - first);
  const { pixel } = planEncodings(dataset.plan)[modality];
  const frames = await readFrames(dataset, id, camera.name, modality, first, count);
  return packBlock(frames, pixel, camera, first);
}
