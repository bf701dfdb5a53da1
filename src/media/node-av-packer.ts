import type { AVPixelFormat } from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { NodeAv } from './node-av.ts';
import type { VideoFormat } from './video-format.ts';

/** Gives decoded pictures as bytes. */
export type Packer = {
  /** The picture's values without gaps, as a format's `output` has them. */
  readonly bytes: (picture: Frame) => Buffer;
  readonly free: () => void;
};

/**
 * Packs pictures, of which those with colours lie in planes. FFmpeg's scaler only moves their bytes, in a fifth of the
 * time that a loop takes here.
 */
export function createPacker({ lib, constants: c }: NodeAv, { stored, output }: VideoFormat): Packer {
  if (stored === output) return { bytes: (picture) => picture.toBuffer(), free: () => undefined };
  const [scaler, packed] = [new lib.SoftwareScaleContext(), new lib.Frame()];
  const pixels = lib.avGetPixFmtFromName(output);
  let ready = false;
  const open = ({ width, height, format }: Frame): void => {
    packed.alloc();
    packed.width = width;
    packed.height = height;
    packed.format = pixels;
    lib.FFmpegError.throwIfError(packed.getBuffer());
    scaler.getContext(width, height, format as AVPixelFormat, width, height, pixels, c.SWS_POINT);
    ready = true;
  };
  return {
    bytes(picture) {
      if (!ready) open(picture);
      lib.FFmpegError.throwIfError(scaler.scaleFrameSync(packed, picture));
      return packed.toBuffer();
    },
    free() {
      scaler.freeContext();
      packed.free();
    },
  };
}
