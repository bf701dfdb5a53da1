import { createHash } from 'node:crypto';
import { type ImageModality, isImage } from '../core/frame.ts';
import { readVideo } from '../media/read-video.ts';
import { hashFile } from '../media/sha256.ts';
import { frameBytes, frameLength, type VideoFrame, type VideoPixel } from '../media/video-format.ts';
import { insideFile } from './open-dataset.ts';
import type { Plan } from './plan.ts';
import { planEncodings } from './plan-file.ts';
import type { RecordedCamera } from './recorded-camera.ts';
import type { FileRecord } from './shard-record.ts';

/** Decoded pixels held at once, values. */
const CHUNK = 2 ** 24;

/**
 * What is wrong with a committed file, or `null`.
 *
 * @param path - Within the dataset.
 * @param cameras - Those that the episode must have: then a video is decoded whole; `null` leaves it at the bytes.
 * @throws {@link ToolkitError} whatever reading it throws: `file/missing`, `path/outside`, `media/corrupt`.
 */
export async function checkFile(
  dir: string,
  plan: Plan,
  path: string,
  record: FileRecord,
  cameras: readonly RecordedCamera[] | null,
): Promise<string | null> {
  const { real: file, size } = await insideFile(dir, path);
  if (size < record.bytes) return `truncated: ${size} of ${record.bytes} bytes`;
  if (size > record.bytes) return `altered: ${size} bytes instead of ${record.bytes}`;
  const { sha256 } = await hashFile(file, size);
  if (sha256 !== record.sha256) return `altered: SHA-256 ${sha256} instead of ${record.sha256}`;
  const track = cameras === null ? null : trackOf(record.path, cameras);
  if (track === null) return null;
  const { camera, modality } = track;
  if (record.frames !== camera.frames)
    return `must have ${camera.frames} frames, its commit says ${record.frames ?? 'none'}`;
  const decoded = await hashFrames(file, plan, camera, modality);
  return decoded === record.framesSha256 ? null : 'decodes to other pixels than were recorded';
}

/** The camera and the modality of a video, such as `front/rgb.mp4`; `null` of any other file. */
function trackOf(path: string, cameras: readonly RecordedCamera[]) {
  const [folder, file] = path.split('/');
  const camera = cameras.find(({ name }) => name === folder);
  const modality = camera?.modalities.find((name) => file?.startsWith(`${name}.`));
  if (camera === undefined || modality === undefined || !isImage(modality)) return null;
  return { camera, modality };
}

/** SHA-256 of all pixels of a video, read in parts so that memory stays small. */
async function hashFrames(
  file: string,
  plan: Plan,
  { width, height, frames, every }: RecordedCamera,
  modality: ImageModality,
): Promise<string> {
  const { pixel } = planEncodings(plan)[modality];
  const known = { fps: plan.fps, every, width, height, frames };
  const part = Math.max(1, Math.floor(CHUNK / frameLength(pixel, width, height)));
  const hash = createHash('sha256');
  let block: VideoFrame[] = [];
  for (let start = 0; start < frames; start += part) {
    const count = Math.min(part, frames - start);
    block = await readVideo<VideoPixel>(file, pixel, { ...known, start, count, into: block });
    for (const frame of block) hash.update(frameBytes(frame));
  }
  return hash.digest('hex');
}
