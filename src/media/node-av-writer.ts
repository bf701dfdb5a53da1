import type { CodecContext, FormatContext, Frame, Packet, Stream } from 'node-av/lib';
import { checkWritten, type NodeAv } from './node-av.ts';
import { encoderBytes, VIDEO_FORMATS, VIDEO_GOP, type VideoFrame } from './video-format.ts';
import type { VideoSink, VideoWriterOptions } from './video-writer.ts';

/** FFmpeg's objects for one file, all of them freed by hand and once: node-av dies of a second time. */
type Output = {
  readonly container: FormatContext;
  readonly codec: CodecContext;
  readonly packet: Packet;
  readonly picture: Frame;
  readonly stream: Stream;
  readonly free: () => void;
};

/** Opens the file and writes its header. */
function openOutput(av: NodeAv, path: string, options: VideoWriterOptions): Output {
  const { lib, constants: c } = av;
  const format = VIDEO_FORMATS[options.pixel];
  const check = (result: number): number => checkWritten(av, result, path);
  const [container, codec] = [new lib.FormatContext(), new lib.CodecContext()];
  const [packet, picture] = [new lib.Packet(), new lib.Frame()];
  let held = true;
  const free = (): void => {
    if (!held) return;
    held = false;
    container.closeOutputSync();
    picture.free();
    packet.free();
    codec.freeContext();
    container.freeContext();
  };
  try {
    check(container.allocOutputContext2(null, format.muxer, `file:${path}`));
    container.setFlags(c.AVFMT_FLAG_BITEXACT);
    const encoder = lib.Codec.findEncoderByName(
      format.encoder as Parameters<typeof lib.Codec.findEncoderByName>[0],
    );
    codec.allocContext3(encoder);
    codec.width = options.width;
    codec.height = options.height;
    codec.pixelFormat = lib.avGetPixFmtFromName(format.input);
    codec.timeBase = new lib.Rational(options.every ?? 1, options.fps);
    codec.framerate = new lib.Rational(options.fps, options.every ?? 1);
    codec.gopSize = VIDEO_GOP;
    codec.threadCount = 1;
    codec.setFlags(c.AV_CODEC_FLAG_BITEXACT, c.AV_CODEC_FLAG_GLOBAL_HEADER);
    // Never by open2's dictionary: node-av 6.1 frees it twice, and the process dies.
    for (const [name, value] of Object.entries(format.options)) check(codec.setOption(name, value));
    check(codec.open2Sync(encoder));
    const stream = container.newStream();
    stream.timeBase = codec.timeBase;
    stream.avgFrameRate = codec.framerate;
    check(stream.codecpar.fromContext(codec));
    check(container.openOutputSync());
    check(container.writeHeaderSync());
    packet.alloc();
    picture.alloc();
    picture.width = options.width;
    picture.height = options.height;
    picture.format = codec.pixelFormat;
    check(picture.getBuffer());
    return { container, codec, packet, picture, stream, free };
  } catch (error) {
    free();
    throw error;
  }
}

/** Encodes in this process by FFmpeg's synchronous calls; frame k has the time stamp k · every / fps. */
export function createNodeAvSink(av: NodeAv, path: string, options: VideoWriterOptions): VideoSink {
  const { constants: c } = av;
  const check = (result: number): number => checkWritten(av, result, path);
  const { container, codec, packet, picture, stream, free } = openOutput(av, path, options);
  // What is squeezed for trainers takes long enough to be worth a thread of Node's own.
  const threaded = options.pixel === 'yuv420p';
  let frames = 0;
  /** What the picture refers to and must not outlive: node-av's `fromBuffer` does not copy. */
  const given: { bytes?: Buffer } = {};

  /** Writes the packet that the codec gave. @returns Whether there was one. */
  const passOn = (result: number): boolean => {
    if (result === c.AVERROR_EAGAIN || result === c.AVERROR_EOF) return false;
    check(result);
    packet.streamIndex = 0;
    packet.duration = 1n;
    packet.rescaleTs(codec.timeBase, stream.timeBase);
    check(container.interleavedWriteFrameSync(packet));
    packet.unref();
    return true;
  };

  return {
    async write(frame: VideoFrame): Promise<void> {
      check(picture.makeWritable());
      given.bytes = encoderBytes(frame, options.pixel);
      check(picture.fromBuffer(given.bytes));
      picture.pts = BigInt(frames++);
      check(threaded ? await codec.sendFrame(picture) : codec.sendFrameSync(picture));
      while (passOn(codec.receivePacketSync(packet)));
    },
    async close(): Promise<void> {
      try {
        check(codec.sendFrameSync(null));
        while (passOn(codec.receivePacketSync(packet)));
        check(container.writeTrailerSync());
      } finally {
        free();
      }
    },
    async abort(): Promise<void> {
      free();
    },
  };
}
