import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeError } from '../../media/file-error.ts';
import { VIDEO_GOP } from '../../media/video-format.ts';
import { openVideoWriter, type VideoWriter } from '../../media/video-writer.ts';
import { yuv420FromRgb } from '../../media/yuv420.ts';

/** Pixels, and frames a second. */
export type ClipSize = { readonly width: number; readonly height: number; readonly fps: number };

/** A video to be made of pictures, as they are or as something else of the same size. */
export type ClipOutput = {
  /** Ends in .mp4; its folder is made where there is none. */
  readonly path: string;
  /** sRGB to sRGB, [height, width, 3]. */
  readonly paint?: (picture: Uint8Array) => Uint8Array | Promise<Uint8Array>;
};

/** Frames that may wait for their encoding while the next are read: as many as are read at once. */
const AHEAD = VIDEO_GOP;

/**
 * Writes pictures as videos that players and trainers read: H.264, yuv420p, crf 20, frame k at exactly k / fps.
 *
 * @param pictures - sRGB, [height, width, 3] each.
 * @returns How many there were.
 * @throws {@link ToolkitError} `argument/invalid` for an odd size, `media/no-encoder`, `media/failed`, `file/write`,
 * and whatever the pictures throw.
 */
export async function writeClips(
  outputs: readonly ClipOutput[],
  size: ClipSize,
  pictures: AsyncIterable<Uint8Array>,
): Promise<number> {
  const writers: VideoWriter[] = [];
  const ahead: { readonly planes: Uint8Array; readonly written: Promise<void> }[] = [];
  // Planes that were written are filled anew: what is thrown away by the frame keeps the collector busy.
  const spare: Uint8Array[] = [];
  let frames = 0;
  try {
    for (const { path } of outputs) {
      await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
        throw writeError(path, error);
      });
      writers.push(await openVideoWriter(path, { pixel: 'yuv420p', ...size }));
    }
    for await (const picture of pictures) {
      frames++;
      for (const [i, { paint }] of outputs.entries()) {
        const rgb = paint === undefined ? picture : await paint(picture);
        const planes = yuv420FromRgb(rgb, size.width, size.height, spare.pop());
        ahead.push({ planes, written: (writers[i] as VideoWriter).write(planes) });
      }
      // An encoder that is done must be given its next frame before another is made.
      await setImmediate();
      for (const { planes, written } of ahead.splice(0, ahead.length - AHEAD * outputs.length)) {
        await written;
        spare.push(planes);
      }
    }
    for (const writer of writers) await writer.close();
    return frames;
  } catch (error) {
    for (const writer of writers) await writer.abort();
    throw error;
  }
}

/** Writes pictures as one video. @throws {@link ToolkitError} as `writeClips`. */
export const writeClip = (
  path: string,
  size: ClipSize,
  pictures: AsyncIterable<Uint8Array>,
): Promise<number> => writeClips([{ path }], size, pictures);
