import { createHash, type Hash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Frame, Modality } from '../core/frame.ts';
import { writeError } from '../media/file-error.ts';
import { hashFile } from '../media/sha256.ts';
import { frameBytes, type VideoFrame } from '../media/video-format.ts';
import { openVideoWriter, type VideoWriter } from '../media/video-writer.ts';
import { syncFile } from '../media/write-file.ts';
import { encodeDepth } from './depth.ts';
import { modalityPixel, videoFile } from './layout.ts';
import type { Plan } from './plan.ts';
import type { FileRecord } from './shard-record.ts';

/** One camera's video of one modality being written. */
export type Track = {
  write(views: Readonly<Record<string, Frame>>): Promise<void>;
  finish(): Promise<FileRecord>;
  abort(): Promise<void>;
};

/**
 * Starts the video of one camera and one modality in an episode's folder.
 *
 * @throws {@link ToolkitError} `file/write`, `media/*`.
 */
export async function openTrack(
  dir: string,
  { width, height, fps, depthScaleM }: Plan,
  ids: Readonly<Record<string, number>>,
  camera: string,
  modality: Modality,
): Promise<Track> {
  const path = videoFile(camera, modality, ids);
  const file = join(dir, path);
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw writeError(file, error);
  });
  const pixel = modalityPixel(modality, ids);
  const writer: VideoWriter = await openVideoWriter(file, { pixel, width, height, fps });
  const hash: Hash = createHash('sha256');
  const pixels = (frame: Frame): VideoFrame => {
    const { rgb, depth_z_m: depthZ, instance_id: instanceId } = frame.images;
    if (modality === 'rgb') return rgb as Uint8Array;
    if (modality === 'depth_z_m') return encodeDepth(depthZ as Float32Array, depthScaleM);
    return pixel === 'gray8' ? Uint8Array.from(instanceId as Uint16Array) : (instanceId as Uint16Array);
  };
  return {
    async write(views) {
      const frame = pixels(views[camera] as Frame);
      hash.update(frameBytes(frame));
      await writer.write(frame);
    },
    async finish() {
      const frames = await writer.close();
      await syncFile(file);
      return { path, ...(await hashFile(file)), frames, framesSha256: hash.digest('hex') };
    },
    abort: () => writer.abort(),
  };
}
