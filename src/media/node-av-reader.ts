import type { CodecContext, FormatContext, Frame, Packet } from 'node-av/lib';
import { ToolkitError } from '../core/error.ts';
import type { NodeAv } from './node-av.ts';
import { createPacker, type Packer } from './node-av-packer.ts';
import { frameLength, type VideoFrame } from './video-format.ts';
import { checkClaims, corrupt, frameToFill, type VideoRequest } from './video-request.ts';

/** FFmpeg's objects for one file, all of them freed by hand and once. */
type Input = {
  readonly container: FormatContext;
  readonly codec: CodecContext;
  readonly packet: Packet;
  readonly picture: Frame;
  readonly packer: Packer;
};

/** From this size on a picture takes long enough to decode to be worth a thread of Node's own, pixels. */
const WORTH_A_THREAD = 2 ** 15;

/** Decodes frames `start`… in this process; stops after `count`. */
export async function readWithNodeAv(av: NodeAv, request: VideoRequest): Promise<VideoFrame[]> {
  const { lib } = av;
  const [container, codec] = [new lib.FormatContext(), new lib.CodecContext()];
  const [packet, picture] = [new lib.Packet(), new lib.Frame()];
  const packer = createPacker(av, request.format);
  try {
    return await decode(av, { container, codec, packet, picture, packer }, request);
  } catch (error) {
    throw error instanceof ToolkitError
      ? error
      : corrupt(request.path, error instanceof Error ? error.message : String(error));
  } finally {
    packer.free();
    picture.free();
    packet.free();
    codec.freeContext();
    container.closeInputSync();
  }
}

async function decode(av: NodeAv, input: Input, request: VideoRequest): Promise<VideoFrame[]> {
  const { lib, constants: c } = av;
  const { container, codec, packet, picture, packer } = input;
  const { path } = request;
  const check = (result: number): number => {
    if (result < 0) throw corrupt(path, lib.FFmpegError.strerror(result));
    return result;
  };
  // Only the one demuxer, never what a file's content asks for: playlists may name other files.
  check(container.openInputSync(`file:${path}`, lib.InputFormat.findInputFormat('mov')));
  const stream = container.streams[0];
  if (stream === undefined || container.streams.length !== 1) throw corrupt(path, 'it must hold one stream');
  const { width, height, codecId } = stream.codecpar;
  const range = checkClaims(request, { width, height, frames: Number(stream.nbFrames) });
  if (codecId !== c.AV_CODEC_ID_H264 && codecId !== c.AV_CODEC_ID_FFV1)
    throw corrupt(path, 'its codec is neither H.264 nor FFV1');
  const decoder = lib.Codec.findDecoder(codecId);
  codec.allocContext3(decoder);
  check(codec.parametersToContext(stream.codecpar));
  codec.threadCount = 1;
  // Never by open2's dictionary: node-av 6.1 frees it twice, and the process dies.
  check(codec.setOption('err_detect', 'crccheck+explode'));
  check(codec.open2Sync(decoder));
  const ticks = stream.timeBase.den / stream.timeBase.num / request.rate;
  if (range.start > 0)
    check(container.seekFrameSync(0, BigInt(Math.round(range.start * ticks)), c.AVSEEK_FLAG_BACKWARD));
  packet.alloc();
  picture.alloc();
  const length = frameLength(request.pixel, width, height);
  const stored = lib.avGetPixFmtFromName(request.format.stored);
  const frames: VideoFrame[] = [];
  const receive = (): void => {
    while (frames.length < range.count) {
      const result = codec.receiveFrameSync(picture);
      if (result === c.AVERROR_EAGAIN || result === c.AVERROR_EOF) return;
      check(result);
      if (picture.format !== stored || picture.width !== width || picture.height !== height)
        throw corrupt(path, `its pixels are not ${request.pixel} of one size`);
      const index = Math.round(Number(picture.pts) / ticks);
      if (index < range.start) continue;
      if (index !== range.start + frames.length)
        throw corrupt(path, `frame ${range.start + frames.length} is missing`);
      const frame = frameToFill(request, frames.length, length);
      packer.pack(picture, frame);
      frames.push(frame);
    }
  };
  const threaded = width * height >= WORTH_A_THREAD;
  while (frames.length < range.count && container.readFrameSync(packet) >= 0) {
    check(threaded ? await codec.sendPacket(packet) : codec.sendPacketSync(packet));
    packet.unref();
    receive();
  }
  if (frames.length < range.count) {
    check(codec.sendPacketSync(null));
    receive();
  }
  if (frames.length < range.count)
    throw corrupt(path, `${frames.length} of ${range.count} frames could be decoded`);
  return frames;
}
