import { createHash } from 'node:crypto';
import type { Modality } from '../core/frame.ts';
import { readVideo } from '../media/read-video.ts';
import { hashFile } from '../media/sha256.ts';
import { frameBytes, frameLength } from '../media/video-format.ts';
import { modalityPixel } from './layout.ts';
import { insidePath } from './open-dataset.ts';
import type { Plan } from './plan.ts';
import { planIds } from './plan-file.ts';
import type { FileRecord } from './shard-record.ts';

/** Decoded pixels held at once, values. */
const CHUNK = 2 ** 24;

/**
 * What is wrong with a committed file, or `null`. A video is decoded whole.
 *
 * @param path - Within the dataset.
 * @throws {@link ToolkitError} whatever reading it throws: `file/missing`, `path/outside`, `media/corrupt`.
 */
export async function checkFile(
  dir: string,
  plan: Plan,
  path: string,
  record: FileRecord,
): Promise<string | null> {
  const file = await insidePath(dir, path);
  const { bytes, sha256 } = await hashFile(file);
  if (bytes < record.bytes) return `truncated: ${bytes} of ${record.bytes} bytes`;
  if (bytes > record.bytes) return `altered: ${bytes} bytes instead of ${record.bytes}`;
  if (sha256 !== record.sha256) return `altered: SHA-256 ${sha256} instead of ${record.sha256}`;
  if (record.frames === undefined) return null;
  if (record.frames !== plan.frames)
    return `must have ${plan.frames} frames, its commit says ${record.frames}`;
  const decoded = await hashFrames(file, plan, modalityOf(path));
  return decoded === record.framesSha256 ? null : 'decodes to other pixels than were recorded';
}

/** `…/rgb.mp4` holds `rgb`. */
const modalityOf = (path: string): Modality =>
  path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.')) as Modality;

/** SHA-256 of all pixels of a video, read in parts so that memory stays small. */
async function hashFrames(file: string, plan: Plan, modality: Modality): Promise<string> {
  const { fps, width, height, frames } = plan;
  const pixel = modalityPixel(modality, planIds(plan));
  const part = Math.max(1, Math.floor(CHUNK / frameLength(pixel, width, height)));
  const hash = createHash('sha256');
  for (let start = 0; start < frames; start += part) {
    const count = Math.min(part, frames - start);
    for (const frame of await readVideo(file, pixel, { fps, width, height, frames, start, count }))
      hash.update(frameBytes(frame));
  }
  return hash.digest('hex');
}
