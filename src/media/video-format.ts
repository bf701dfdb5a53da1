import { ToolkitError } from '../core/error.ts';

/**
 * What one pixel of a video is. All but `yuv420p` are stored without loss: `rgb24` as H.264 in .mp4, the others
 * as FFV1 in .mov (Debian 12's ffmpeg refuses FFV1 in .mp4, and .mkv rounds time stamps). `yuv420p` is H.264 as
 * every player and trainer reads it, in .mp4, with the small losses of crf 20.
 */
export type VideoPixel = 'rgb24' | 'rgb48' | 'gray8' | 'gray16' | 'yuv420p';

/**
 * The values of one frame: [height, width, 3] of `rgb24` (8 bits) and `rgb48` (16 bits), planes of Y, Cb and Cr one
 * after the other of `yuv420p` (see `yuv420FromRgb`), else [height, width].
 */
export type VideoFrame = Uint8Array | Uint16Array;

/** How a kind of pixel lies on the disk. */
export type VideoFormat = {
  readonly extension: '.mp4' | '.mov';
  readonly muxer: 'mp4' | 'mov';
  readonly encoder: 'libx264rgb' | 'libx264' | 'ffv1';
  /** FFmpeg's names of what goes in, of what lies on the disk (of colours, planes), and of what is read from it. */
  readonly input: 'rgb24' | 'gray' | 'gray16le' | 'gbrp16le' | 'yuv420p';
  readonly stored: 'gbrp' | 'gray' | 'gray16le' | 'gbrp16le' | 'yuv420p';
  readonly output: 'rgb24' | 'gray' | 'gray16le' | 'rgb48le' | 'yuv420p';
  /** Values a pixel (of `yuv420p`, in its first plane), and bytes a value. */
  readonly channels: 1 | 3;
  readonly valueBytes: 1 | 2;
  /** Constants of the codec; threads and slices never follow the machine. */
  readonly options: Readonly<Record<string, string>>;
};

/** Frames between two that can be decoded alone: a seek decodes at most this many. */
export const VIDEO_GOP = 16;

const FFV1 = { extension: '.mov', muxer: 'mov', encoder: 'ffv1' } as const;
const FFV1_OPTIONS = { level: '3', slices: '4', slicecrc: '1' } as const;

export const VIDEO_FORMATS: Readonly<Record<VideoPixel, VideoFormat>> = {
  rgb24: {
    extension: '.mp4',
    muxer: 'mp4',
    encoder: 'libx264rgb',
    input: 'rgb24',
    stored: 'gbrp',
    output: 'rgb24',
    channels: 3,
    valueBytes: 1,
    options: { preset: 'ultrafast', qp: '0' },
  },
  rgb48: {
    ...FFV1,
    ...{ input: 'gbrp16le', stored: 'gbrp16le', output: 'rgb48le' },
    ...{ channels: 3, valueBytes: 2, options: FFV1_OPTIONS },
  },
  gray8: {
    ...FFV1,
    ...{ input: 'gray', stored: 'gray', output: 'gray', channels: 1, valueBytes: 1, options: FFV1_OPTIONS },
  },
  gray16: {
    ...FFV1,
    ...{ input: 'gray16le', stored: 'gray16le', output: 'gray16le' },
    ...{ channels: 1, valueBytes: 2, options: FFV1_OPTIONS },
  },
  yuv420p: {
    ...{ extension: '.mp4', muxer: 'mp4', encoder: 'libx264', channels: 1, valueBytes: 1 },
    ...{ input: 'yuv420p', stored: 'yuv420p', output: 'yuv420p' },
    // No frames between two others: a reader's time stamps need no edit list. The matrix is the one that readers
    // assume where they do not look, and it is told to those that do.
    options: {
      ...{ preset: 'veryfast', crf: '20', bf: '0' },
      // x264's propagation of what is worth its bits reads a register that it never set, on machines with AVX-512: its
      // bytes follow what else the thread has done. Without it all processors since SSE4.2 agree, too.
      ...{ mbtree: '0', 'rc-lookahead': '0' },
      'x264-params': 'colormatrix=smpte170m:colorprim=bt709:transfer=iec61966-2-1:range=tv:chromaloc=1',
    },
  },
};

/** Values in one frame. */
export const frameLength = (pixel: VideoPixel, width: number, height: number): number =>
  width * height * (pixel === 'yuv420p' ? 1.5 : VIDEO_FORMATS[pixel].channels);

/** Largest side of a frame, pixels, that is written or believed when a file claims it. */
export const MAX_VIDEO_SIDE = 8192;

/** Most bytes of decoded frames that one call returns. */
export const MAX_DECODED_BYTES = 2 ** 31;

/**
 * Checks a frame size.
 *
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export function checkVideoSize(width: number, height: number, path: string): void {
  const fits = (side: number): boolean => Number.isInteger(side) && side >= 2 && side <= MAX_VIDEO_SIDE;
  if (fits(width) && fits(height)) return;
  throw new ToolkitError(
    'argument/invalid',
    `A video's sides must be whole numbers of 2 to ${MAX_VIDEO_SIDE} pixels, got ${width}x${height} for ${path}.`,
    'Choose a size in that range.',
  );
}

/**
 * Checks the size of a video whose colours are stored for two by two pixels.
 *
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export function checkEvenSize(width: number, height: number, path: string): void {
  if (width % 2 === 0 && height % 2 === 0) return;
  throw new ToolkitError(
    'argument/invalid',
    `The sides of a yuv420p video must be even, got ${width}x${height} for ${path}.`,
    'Choose an even width and height.',
  );
}

/** The bytes of a frame as it is given and hashed (little-endian), without a copy. */
export const frameBytes = (frame: VideoFrame): Buffer =>
  Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);

/** A frame's bytes as the encoder takes them: `rgb48` as planes of green, blue and red. */
export function encoderBytes(frame: VideoFrame, pixel: VideoPixel): Buffer {
  if (pixel !== 'rgb48') return frameBytes(frame);
  const pixels = frame.length / 3;
  const planes = new Uint16Array(frame.length);
  for (let i = 0, o = 0; i < pixels; i++, o += 3) {
    planes[i] = frame[o + 1]!;
    planes[pixels + i] = frame[o + 2]!;
    planes[2 * pixels + i] = frame[o]!;
  }
  return frameBytes(planes);
}
