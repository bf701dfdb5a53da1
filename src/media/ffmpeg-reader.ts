import { spawn } from 'node:child_process';
import { OWN_GROUP, programEnd, runProgram } from './ffmpeg.ts';
import { frameBytes, frameLength, type VideoFrame } from './video-format.ts';
import { checkClaims, corrupt, frameToFill, type VideoRequest } from './video-request.ts';

/** Only the one demuxer and plain files: a playlist in a video's clothes may name other files. */
const SAFE_INPUT = ['-protocol_whitelist', 'file,pipe', '-f', 'mov'];

/** Decodes frames `start`… by the system's `ffmpeg`. */
export async function readWithFfmpeg(request: VideoRequest): Promise<VideoFrame[]> {
  const { path, pixel, format, rate } = request;
  const claim = await probeVideo(request);
  const { start, count } = checkClaims(request, claim);
  const length = frameLength(pixel, claim.width, claim.height);
  const bytes = length * format.valueBytes;
  let frame = frameToFill(request, 0, length);
  const child = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-threads', '1'],
      // Half a frame early: rounding can then neither lose the first frame nor add one before it.
      ...(start > 0 ? ['-ss', ((start - 0.5) / rate).toFixed(6)] : []),
      ...[...SAFE_INPUT, '-err_detect', 'crccheck+explode', '-i', `file:${path}`],
      ...['-map', '0:v:0', '-frames:v', String(count), '-fps_mode', 'passthrough'],
      ...['-f', 'rawvideo', '-pix_fmt', format.output, 'pipe:1'],
    ],
    { ...OWN_GROUP, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = programEnd(child);
  ended.catch(() => undefined);
  const frames: VideoFrame[] = [];
  let filled = 0;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + bytes - filled);
      frameBytes(frame).set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < bytes) continue;
      frames.push(frame);
      frame = frameToFill(request, frames.length, length);
      filled = 0;
    }
  }
  const end = await ended;
  if (end.code !== 0 || end.stderr !== '')
    throw corrupt(path, lastLine(end.stderr) || `ffmpeg ended with ${end.code}`);
  if (frames.length !== count || filled !== 0)
    throw corrupt(path, `${frames.length} of ${count} frames could be decoded`);
  return frames;
}

const lastLine = (text: string): string => text.split('\n').pop() ?? '';

type ProbedStream = Readonly<Record<'codec_name' | 'pix_fmt' | 'nb_frames', string | undefined>> & {
  readonly width?: number;
  readonly height?: number;
};

async function probeVideo({ path, pixel, format }: VideoRequest): Promise<{
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}> {
  const { code, stdout, stderr } = await runProgram('ffprobe', [
    ...['-v', 'error', ...SAFE_INPUT, '-of', 'json'],
    ...['-show_entries', 'stream=codec_name,pix_fmt,width,height,nb_frames', `file:${path}`],
  ]);
  if (code !== 0) throw corrupt(path, lastLine(stderr) || 'ffprobe cannot read it');
  const { streams } = JSON.parse(stdout.toString()) as { streams?: readonly ProbedStream[] };
  const stream = streams?.[0];
  if (stream === undefined || streams?.length !== 1) throw corrupt(path, 'it must hold one stream');
  if (stream.codec_name !== 'h264' && stream.codec_name !== 'ffv1')
    throw corrupt(path, 'its codec is neither H.264 nor FFV1');
  if (stream.pix_fmt !== format.stored) throw corrupt(path, `its pixels are ${stream.pix_fmt}, not ${pixel}`);
  return { width: stream.width ?? 0, height: stream.height ?? 0, frames: Number(stream.nb_frames ?? 0) };
}
