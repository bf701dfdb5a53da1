import { ToolkitError } from '../core/error.ts';
import {
  frameLength,
  MAX_DECODED_BYTES,
  MAX_VIDEO_SIDE,
  VIDEO_FORMATS,
  type VideoFormat,
  type VideoFrame,
  type VideoPixel,
} from './video-format.ts';

/** What a reader is asked for. */
export type VideoRequest = {
  /** Absolute. */
  readonly path: string;
  readonly pixel: VideoPixel;
  readonly format: VideoFormat;
  /** Frames a second. */
  readonly rate: number;
  /** First frame. */
  readonly start: number;
  /** Frames wanted; undefined = all that are left. */
  readonly count: number | undefined;
  /** What the caller knows of the file; it must agree. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly frames: number | undefined;
  /** Frames of that size to fill, the first read one first; new ones are made when they run out. */
  readonly into: readonly VideoFrame[];
};

/**
 * The next frame to fill, `length` values.
 *
 * @throws {@link ToolkitError} `argument/invalid` where the caller gives one of another size or kind.
 */
export function frameToFill({ into, pixel, path }: VideoRequest, index: number, length: number): VideoFrame {
  const { valueBytes } = VIDEO_FORMATS[pixel];
  const given = into[index];
  if (given === undefined) return valueBytes === 1 ? new Uint8Array(length) : new Uint16Array(length);
  if (given.length === length && given.BYTES_PER_ELEMENT === valueBytes) return given;
  throw new ToolkitError(
    'argument/invalid',
    `A frame to fill from ${path} must hold ${length} values of ${valueBytes} bytes, got ${given.length} of ${given.BYTES_PER_ELEMENT}.`,
    'Give frames of the same video, or none.',
  );
}

/** What to throw when a video is not what it should be. */
export const corrupt = (path: string, what: string): ToolkitError =>
  new ToolkitError(
    'media/corrupt',
    `The video ${path} is damaged or not one that worldwright wrote: ${what}.`,
    'Run worldwright verify on its folder, and make it again.',
  );

/**
 * Holds what a file claims against what the caller knows and what is sane, before memory is taken.
 *
 * @returns The range of frames to decode.
 * @throws {@link ToolkitError} `media/corrupt`, `argument/invalid` or `file/too-large`.
 */
export function checkClaims(
  request: VideoRequest,
  claim: { readonly width: number; readonly height: number; readonly frames: number },
): { readonly start: number; readonly count: number } {
  const { path, pixel, format } = request;
  const { width, height, frames } = claim;
  if (!(width > 0 && height > 0 && width <= MAX_VIDEO_SIDE && height <= MAX_VIDEO_SIDE))
    throw corrupt(path, `it claims a size of ${width}x${height} pixels`);
  const otherSize =
    (request.width !== undefined && request.width !== width) ||
    (request.height !== undefined && request.height !== height);
  if (otherSize)
    throw corrupt(path, `it is ${width}x${height} pixels, not ${request.width}x${request.height}`);
  if (!(frames > 0)) throw corrupt(path, 'it holds no frames');
  if (request.frames !== undefined && request.frames !== frames)
    throw corrupt(path, `it holds ${frames} frames, not ${request.frames}`);
  const count = request.count ?? frames - request.start;
  if (!(request.start >= 0 && count >= 0 && request.start + count <= frames)) {
    throw new ToolkitError(
      'argument/invalid',
      `Frames ${request.start} to ${request.start + count} must lie within the ${frames} of ${path}.`,
      'Ask for frames that the video has.',
    );
  }
  if (count * frameLength(pixel, width, height) * format.valueBytes > MAX_DECODED_BYTES) {
    throw new ToolkitError(
      'file/too-large',
      `One read gives at most ${MAX_DECODED_BYTES} bytes of frames, but ${path} has ${count} of ${width}x${height}.`,
      'Read it in parts, with a start and a count.',
    );
  }
  return { start: request.start, count };
}
