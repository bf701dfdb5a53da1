import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageModality, ModalityImages } from '../core/frame.ts';
import {
  type EncodingFacts,
  type ImageEncoding,
  modalityEncodings,
} from '../core/modality-encoding/modality-encoding.ts';
import { writeError } from '../media/file-error.ts';
import { hashFile } from '../media/sha256.ts';
import { frameBytes, type VideoFrame } from '../media/video-format.ts';
import { openVideoWriter } from '../media/video-writer.ts';
import { syncFile } from '../media/write-file.ts';
import type { FileRecord } from './shard-record.ts';

/** One video of an episode: one modality of one camera. */
export type ImageTrack = {
  readonly camera: string;
  readonly modality: ImageModality;
  /** Within the episode's folder. */
  readonly path: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** It takes every n-th frame. */
  readonly every: number;
};

/** The videos of an episode; plain data, so that a thread can be told of it. */
export type ImageTracksRequest = {
  /** The episode's folder. */
  readonly dir: string;
  readonly fps: number;
  readonly encoding: EncodingFacts;
  readonly tracks: readonly ImageTrack[];
};

/** An image for each track that takes a frame, by the track's place in the request. */
export type TrackImages = readonly (readonly [track: number, image: ModalityImages[ImageModality]])[];

/** The videos of an episode being written. Nothing may be done with them after `finish` or `abort`. */
export type ImageTracks = {
  /** Takes the images of the next frame; their arrays may be used again once the promise is kept. */
  write(images: TrackImages): Promise<void>;
  /** Finishes the files, waits until the disk has them, and says how long the encoding took, milliseconds. */
  finish(): Promise<{ readonly files: readonly FileRecord[]; readonly encodeMs: number }>;
  /** Gives everything up; harmless after `finish`. */
  abort(): Promise<void>;
};

async function openImageTrack({ dir, fps, encoding }: ImageTracksRequest, track: ImageTrack) {
  const { path, modality, width, height, every } = track;
  const file = join(dir, path);
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw writeError(file, error);
  });
  const { pixel, encode } = modalityEncodings(encoding)[modality] as ImageEncoding<
    ModalityImages[ImageModality]
  >;
  const writer = await openVideoWriter(file, { pixel, width, height, fps, every });
  const hash = createHash('sha256');
  return {
    async write(image: ModalityImages[ImageModality]): Promise<void> {
      const frame: VideoFrame = encode(image);
      hash.update(frameBytes(frame));
      await writer.write(frame);
    },
    async finish(): Promise<FileRecord> {
      const frames = await writer.close();
      await syncFile(file);
      return { path, ...(await hashFile(file)), frames, framesSha256: hash.digest('hex') };
    },
    abort: () => writer.abort(),
  };
}

/**
 * Starts the videos of an episode.
 *
 * @throws {@link ToolkitError} `file/write`, `media/*`; whatever was opened is given up.
 */
export async function openImageTracks(request: ImageTracksRequest): Promise<ImageTracks> {
  const open: Awaited<ReturnType<typeof openImageTrack>>[] = [];
  const abort = async (): Promise<void> => {
    await Promise.all(open.map((track) => track.abort()));
  };
  try {
    for (const track of request.tracks) open.push(await openImageTrack(request, track));
  } catch (error) {
    await abort();
    throw error;
  }
  let encodeMs = 0;
  return {
    abort,
    async write(images) {
      const start = performance.now();
      await Promise.all(images.map(([track, image]) => open[track]?.write(image)));
      encodeMs += performance.now() - start;
    },
    async finish() {
      const files: FileRecord[] = [];
      for (const track of open) files.push(await track.finish());
      return { files, encodeMs };
    },
  };
}
