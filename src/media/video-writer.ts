import { resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { createFfmpegSink } from './ffmpeg-writer.ts';
import { findEncoder } from './find-encoder.ts';
import { loadNodeAv } from './node-av.ts';
import { createNodeAvSink } from './node-av-writer.ts';
import {
  checkEvenSize,
  checkVideoSize,
  frameLength,
  VIDEO_FORMATS,
  type VideoFrame,
  type VideoPixel,
} from './video-format.ts';

export type VideoWriterOptions = {
  readonly pixel: VideoPixel;
  readonly width: number;
  readonly height: number;
  /** Whole; frame k is shown at exactly k · every / fps seconds. */
  readonly fps: number;
  /** Whole; default 1. */
  readonly every?: number;
};

/** What an encoder does with frames; told frame after frame, in order. */
export type VideoSink = {
  write(frame: VideoFrame): Promise<void>;
  close(): Promise<void>;
  /** Gives everything up; the file is worthless. */
  abort(): Promise<void>;
};

/** A video being written. Nothing may be done with it after `close` or `abort`. */
export type VideoWriter = {
  /** Takes the next frame; its array may be used again once the promise is kept. */
  write(frame: VideoFrame): Promise<void>;
  /** Finishes the file and says how many frames it holds. */
  close(): Promise<number>;
  /** Stops without finishing; harmless after `close`. */
  abort(): Promise<void>;
};

/**
 * Starts a video at `path`, whose name must end as its pixels ask (.mp4 for rgb24 and yuv420p, .mov
 * for all others). The bytes depend on the frames, the options and the encoder's version alone.
 *
 * @throws {@link ToolkitError} `argument/invalid`, `media/no-encoder`, `media/failed` or `file/write`.
 */
export async function openVideoWriter(path: string, options: VideoWriterOptions): Promise<VideoWriter> {
  const { pixel, width, height, fps, every = 1 } = options;
  const { extension, valueBytes } = VIDEO_FORMATS[pixel];
  checkVideoSize(width, height, path);
  const whole = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 1000;
  if (pixel === 'yuv420p') checkEvenSize(width, height, path);
  if (!path.endsWith(extension) || !whole(fps) || !whole(every)) {
    throw new ToolkitError(
      'argument/invalid',
      `A ${pixel} video must be named *${extension} and have a rate of whole numbers of 1 to 1000, got ${path} at ${fps}/${every} fps.`,
      'Change the name or the frame rate.',
    );
  }
  const file = resolve(path);
  const encoder = await findEncoder();
  const av = encoder.name === 'node-av' ? await loadNodeAv() : null;
  const sink = av === null ? await createFfmpegSink(file, options) : createNodeAvSink(av, file, options);
  const length = frameLength(pixel, width, height);
  let frames = 0;
  let open = true;
  let last: Promise<void> = Promise.resolve();

  return {
    write(frame) {
      if (!open || frame.length !== length || frame.BYTES_PER_ELEMENT !== valueBytes) {
        return Promise.reject(
          new ToolkitError(
            'argument/invalid',
            open
              ? `A frame of ${path} must hold ${length} values of ${valueBytes} bytes, got ${frame.length} of ${frame.BYTES_PER_ELEMENT}.`
              : `The video ${path} is closed.`,
            'Give frames of the size the video was opened with.',
          ),
        );
      }
      frames++;
      last = last.then(() => sink.write(frame));
      // Whoever does not wait for this promise hears of its failure from `close`.
      last.catch(() => undefined);
      return last;
    },
    async close() {
      if (!open) return frames;
      open = false;
      try {
        await last;
      } catch (error) {
        await sink.abort();
        throw error;
      }
      await sink.close();
      return frames;
    },
    async abort() {
      if (!open) return;
      open = false;
      await last.catch(() => undefined);
      await sink.abort();
    },
  };
}
