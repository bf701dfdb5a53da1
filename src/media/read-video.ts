import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readWithFfmpeg } from './ffmpeg-reader.ts';
import { readError } from './file-error.ts';
import { findEncoder } from './find-encoder.ts';
import { loadNodeAv } from './node-av.ts';
import { readWithNodeAv } from './node-av-reader.ts';
import { VIDEO_FORMATS, type VideoFrame, type VideoPixel } from './video-format.ts';
import type { VideoRequest } from './video-request.ts';

export type ReadVideoOptions = {
  /** The rate that the video was written with, `fps / every` frames a second; `every` is 1 by default. */
  readonly fps: number;
  readonly every?: number;
  /** First frame; default 0. */
  readonly start?: number;
  /** How many frames; default all that are left. */
  readonly count?: number;
  /** What the file must be, where the caller knows. */
  readonly width?: number;
  readonly height?: number;
  readonly frames?: number;
  /** Frames of the file's size to fill and to return, as far as they go: what a caller has done with. */
  readonly into?: readonly VideoFrame[];
};

/** The array type of a pixel kind. */
export type FrameOf<P extends VideoPixel> = P extends 'gray16' | 'rgb48' ? Uint16Array : Uint8Array;

/**
 * Reads frames of a video that `openVideoWriter` wrote, exactly as they were given to it.
 *
 * @throws {@link ToolkitError} `file/missing`; `media/corrupt` when the file is not whole, or is not
 * what the options say; `file/too-large` when the frames would take more than 2 GiB.
 */
export async function readVideo<P extends VideoPixel>(
  path: string,
  pixel: P,
  options: ReadVideoOptions,
): Promise<FrameOf<P>[]> {
  const request: VideoRequest = {
    path: resolve(path),
    pixel,
    format: VIDEO_FORMATS[pixel],
    rate: options.fps / (options.every ?? 1),
    start: options.start ?? 0,
    count: options.count,
    width: options.width,
    height: options.height,
    frames: options.frames,
    into: options.into ?? [],
  };
  await stat(request.path).catch((error: unknown) => {
    throw readError(path, error);
  });
  if (options.count === 0) return [];
  const encoder = await findEncoder();
  const av = encoder.name === 'node-av' ? await loadNodeAv() : null;
  const frames: VideoFrame[] = await (av === null ? readWithFfmpeg(request) : readWithNodeAv(av, request));
  return frames as FrameOf<P>[];
}
