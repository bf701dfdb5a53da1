import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openVideoWriter, type VideoWriter } from '../../../media/video-writer.ts';
import { yuv420FromRgb } from '../../../media/yuv420.ts';
import { type ColorCounts, colorCounts } from './color-counts.ts';
import { type FilePlace, fileName, filePlace, VIDEO_FILE_MB } from './layout.ts';

/**
 * Twice what a pixel of a varied scene's video takes, bytes. A file is full by its pictures, for what an encoder has put
 * on the disk by now depends on when one asks.
 */
const PIXEL_BYTES = 0.02;

/** Where an episode lies in a video file: seconds from the file's start. */
export type VideoPlace = FilePlace & { readonly from: number; readonly to: number };

/** The video files of one key, which episodes share one after the other. */
export type VideoFiles = {
  /** Adds an episode's pictures, sRGB, [height, width, 3] each, and counts their colours. */
  add(
    pictures: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly place: VideoPlace; readonly colors: ColorCounts }>;
  close(): Promise<void>;
  /** Stops without finishing; harmless after `close`. */
  abort(): Promise<void>;
};

/** Begins the videos of a key in a root's folder. Frame k of a file is shown at exactly k / fps seconds. */
export function openVideoFiles(
  dir: string,
  key: string,
  size: { readonly width: number; readonly height: number; readonly fps: number },
  fileMb: number = VIDEO_FILE_MB,
): VideoFiles {
  let file = -1;
  let frames = 0;
  let writer: VideoWriter | null = null;

  const begin = async (): Promise<VideoWriter> => {
    file++;
    frames = 0;
    const path = join(dir, 'videos', key, ...fileName(filePlace(file), 'mp4').split('/'));
    await mkdir(dirname(path), { recursive: true });
    writer = await openVideoWriter(path, { pixel: 'yuv420p', ...size });
    return writer;
  };
  const end = async (): Promise<void> => {
    await writer?.close();
    writer = null;
  };

  return {
    async add(pictures) {
      const open = writer ?? (await begin());
      const colors = colorCounts();
      const first = frames;
      for await (const rgb of pictures) {
        colors.add(rgb);
        await open.write(yuv420FromRgb(rgb, size.width, size.height));
        frames++;
      }
      const at = { ...filePlace(file), from: first / size.fps, to: frames / size.fps };
      if (frames * size.width * size.height * PIXEL_BYTES >= fileMb * 2 ** 20) await end();
      return { place: at, colors };
    },
    close: end,
    abort: async () => writer?.abort(),
  };
}
