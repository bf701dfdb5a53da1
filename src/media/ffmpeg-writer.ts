import { spawn } from 'node:child_process';
import { ToolkitError } from '../core/error.ts';
import { OWN_GROUP, type ProgramEnd, programEnd } from './ffmpeg.ts';
import { writeError } from './file-error.ts';
import { encoderBytes, VIDEO_FORMATS, VIDEO_GOP } from './video-format.ts';
import type { VideoSink, VideoWriterOptions } from './video-writer.ts';

/** Encodes by the system's `ffmpeg`, fed through a pipe as fast as it takes frames. */
export async function createFfmpegSink(path: string, options: VideoWriterOptions): Promise<VideoSink> {
  const child = spawn('ffmpeg', ffmpegArguments(path, options), {
    ...OWN_GROUP,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = programEnd(child);
  ended.catch(() => undefined);
  // A program that has given up closes the pipe; its own words at the end say why.
  child.stdin.on('error', () => undefined);
  let resume: () => void = () => undefined;
  child.stdin.on('drain', () => resume());
  child.stdin.on('close', () => resume());

  const finish = async (): Promise<void> => {
    const end = await ended;
    if (end.code !== 0 || end.stderr !== '') throw failure(path, end);
  };

  return {
    async write(frame) {
      // The pipe keeps the bytes for longer than the caller may leave its array alone.
      const more = child.stdin.write(Uint8Array.from(encoderBytes(frame, options.pixel)));
      if (child.exitCode !== null || child.stdin.destroyed) throw failure(path, await ended);
      if (more) return;
      await new Promise<void>((done) => {
        resume = done;
      });
    },
    async close() {
      child.stdin.end();
      await finish();
    },
    async abort() {
      child.stdin.destroy();
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}

function failure(path: string, end: ProgramEnd): ToolkitError {
  const disk: readonly [RegExp, string][] = [
    [/No space left on device/, 'ENOSPC'],
    [/Disk quota exceeded/, 'EDQUOT'],
    [/Permission denied/, 'EACCES'],
    [/Read-only file system/, 'EROFS'],
    [/File too large/, 'EFBIG'],
  ];
  const code = disk.find(([pattern]) => pattern.test(end.stderr))?.[1];
  if (code !== undefined) return writeError(path, Object.assign(new Error(code), { code }));
  const said = end.stderr.split('\n').pop() || `it ended with code ${end.code}`;
  return new ToolkitError(
    'media/failed',
    `ffmpeg could not encode ${path}: ${said}`,
    'Run worldwright doctor to see which encoders this machine has.',
  );
}

function ffmpegArguments(
  path: string,
  { pixel, width, height, fps, every = 1 }: VideoWriterOptions,
): string[] {
  const format = VIDEO_FORMATS[pixel];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'],
    ...['-f', 'rawvideo', '-pix_fmt', format.input, '-s', `${width}x${height}`],
    ...['-r', `${fps}/${every}`],
    ...['-i', 'pipe:0', '-map', '0:v', '-c:v', format.encoder],
    ...Object.entries(format.options).flatMap(([name, value]) => [`-${name}`, value]),
    ...['-g', String(VIDEO_GOP), '-threads', '1', '-pix_fmt', format.input, '-flags', '+bitexact'],
    ...['-fflags', '+bitexact', '-map_metadata', '-1', '-f', format.muxer, `file:${path}`],
  ];
}
