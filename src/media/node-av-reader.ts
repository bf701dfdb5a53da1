import { ToolkitError } from '../core/error.ts';
import type { NodeAv } from './node-av.ts';
import { frameFromBytes, type VideoFrame } from './video-format.ts';
import { checkClaims, corrupt, type VideoRequest } from './video-request.ts';

/** Decodes frames `start`… in this process; stops after `count`. */
export function readWithNodeAv(av: NodeAv, request: VideoRequest): VideoFrame[] {
  const { lib, constants: c } = av;
  const { path } = request;
  const container = new lib.FormatContext();
  const codecContext = new lib.CodecContext();
  const packet = new lib.Packet();
  const picture = new lib.Frame();
  const check = (result: number): number => {
    if (result < 0) throw corrupt(path, lib.FFmpegError.strerror(result));
    return result;
  };
  try {
    // Only the one demuxer, never what a file's content asks for: playlists may name other files.
    check(container.openInputSync(`file:${path}`, lib.InputFormat.findInputFormat('mov')));
    const stream = container.streams[0];
    if (stream === undefined || container.streams.length !== 1)
      throw corrupt(path, 'it must hold one stream');
    const { width, height, codecId } = stream.codecpar;
    const range = checkClaims(request, { width, height, frames: Number(stream.nbFrames) });
    const codec = lib.Codec.findDecoder(codecId);
    if (codecId !== c.AV_CODEC_ID_H264 && codecId !== c.AV_CODEC_ID_FFV1)
      throw corrupt(path, 'its codec is neither H.264 nor FFV1');
    codecContext.allocContext3(codec);
    check(codecContext.parametersToContext(stream.codecpar));
    codecContext.threadCount = 1;
    // Never by open2's dictionary: node-av 6.1 frees it twice, and the process dies.
    check(codecContext.setOption('err_detect', 'crccheck+explode'));
    check(codecContext.open2Sync(codec));
    const ticks = stream.timeBase.den / stream.timeBase.num / request.rate;
    if (range.start > 0)
      check(container.seekFrameSync(0, BigInt(Math.round(range.start * ticks)), c.AVSEEK_FLAG_BACKWARD));
    packet.alloc();
    picture.alloc();
    const wanted = lib.avGetPixFmtFromName(request.format.output);
    const frames: VideoFrame[] = [];
    const receive = (): void => {
      while (frames.length < range.count) {
        const result = codecContext.receiveFrameSync(picture);
        if (result === c.AVERROR_EAGAIN || result === c.AVERROR_EOF) return;
        check(result);
        if (picture.format !== wanted || picture.width !== width || picture.height !== height)
          throw corrupt(path, `its pixels are not ${request.pixel} of one size`);
        const index = Math.round(Number(picture.pts) / ticks);
        if (index < range.start) continue;
        if (index !== range.start + frames.length)
          throw corrupt(path, `frame ${range.start + frames.length} is missing`);
        frames.push(frameFromBytes(picture.toBuffer(), request.pixel));
      }
    };
    while (frames.length < range.count && container.readFrameSync(packet) >= 0) {
      check(codecContext.sendPacketSync(packet));
      packet.unref();
      receive();
    }
    if (frames.length < range.count) {
      check(codecContext.sendPacketSync(null));
      receive();
    }
    if (frames.length < range.count)
      throw corrupt(path, `${frames.length} of ${range.count} frames could be decoded`);
    return frames;
  } catch (error) {
    throw error instanceof ToolkitError
      ? error
      : corrupt(path, error instanceof Error ? error.message : String(error));
  } finally {
    picture.free();
    packet.free();
    codecContext.freeContext();
    container.closeInputSync();
  }
}
