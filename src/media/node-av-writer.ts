import { checkWritten, type NodeAv } from './node-av.ts';
import { frameBytes, VIDEO_FORMATS, VIDEO_GOP, type VideoFrame } from './video-format.ts';
import type { VideoSink, VideoWriterOptions } from './video-writer.ts';

/** Encodes in this process by FFmpeg's synchronous calls; frame k has the time stamp k / fps. */
export function createNodeAvSink(av: NodeAv, path: string, options: VideoWriterOptions): VideoSink {
  const { lib, constants: c } = av;
  const format = VIDEO_FORMATS[options.pixel];
  const check = (result: number): number => checkWritten(av, result, path);
  const container = new lib.FormatContext();
  const codecContext = new lib.CodecContext();
  const packet = new lib.Packet();
  const picture = new lib.Frame();
  let frames = 0;
  let open = true;

  const free = (): void => {
    if (!open) return;
    open = false;
    container.closeOutputSync();
    picture.free();
    packet.free();
    codecContext.freeContext();
    container.freeContext();
  };

  const start = (): ReturnType<typeof container.newStream> => {
    check(container.allocOutputContext2(null, format.muxer, `file:${path}`));
    container.setFlags(c.AVFMT_FLAG_BITEXACT);
    const codec = lib.Codec.findEncoderByName(format.encoder as 'ffv1');
    codecContext.allocContext3(codec);
    codecContext.width = options.width;
    codecContext.height = options.height;
    codecContext.pixelFormat = lib.avGetPixFmtFromName(format.input);
    codecContext.timeBase = new lib.Rational(1, options.fps);
    codecContext.framerate = new lib.Rational(options.fps, 1);
    codecContext.gopSize = VIDEO_GOP;
    codecContext.threadCount = 1;
    codecContext.setFlags(c.AV_CODEC_FLAG_BITEXACT, c.AV_CODEC_FLAG_GLOBAL_HEADER);
    // Never by open2's dictionary: node-av 6.1 frees it twice, and the process dies.
    for (const [name, value] of Object.entries(format.options)) check(codecContext.setOption(name, value));
    check(codecContext.open2Sync(codec));
    const stream = container.newStream();
    stream.timeBase = codecContext.timeBase;
    stream.avgFrameRate = codecContext.framerate;
    check(stream.codecpar.fromContext(codecContext));
    check(container.openOutputSync());
    check(container.writeHeaderSync());
    packet.alloc();
    picture.alloc();
    picture.width = options.width;
    picture.height = options.height;
    picture.format = codecContext.pixelFormat;
    check(picture.getBuffer());
    return stream;
  };

  const drain = (): void => {
    for (;;) {
      const result = codecContext.receivePacketSync(packet);
      if (result === c.AVERROR_EAGAIN || result === c.AVERROR_EOF) return;
      check(result);
      packet.streamIndex = 0;
      packet.duration = 1n;
      packet.rescaleTs(codecContext.timeBase, stream.timeBase);
      check(container.interleavedWriteFrameSync(packet));
      packet.unref();
    }
  };

  let stream: ReturnType<typeof container.newStream>;
  try {
    stream = start();
  } catch (error) {
    free();
    throw error;
  }
  return {
    async write(frame: VideoFrame): Promise<void> {
      check(picture.makeWritable());
      check(picture.fromBuffer(frameBytes(frame)));
      picture.pts = BigInt(frames++);
      check(codecContext.sendFrameSync(picture));
      drain();
    },
    async close(): Promise<void> {
      try {
        check(codecContext.sendFrameSync(null));
        drain();
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
