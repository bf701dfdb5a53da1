import { ToolkitError } from '../core/error.ts';
import { probeFfmpeg } from './ffmpeg.ts';
import { loadNodeAv } from './node-av.ts';

/** Which FFmpeg reads and writes this machine's videos. */
export type Encoder = {
  readonly name: 'node-av' | 'ffmpeg';
  /** FFmpeg's version. */
  readonly version: string;
};

let found: Promise<Encoder> | undefined;

/**
 * The encoder of this process, chosen once: node-av where it is installed, else the system's
 * `ffmpeg`. The environment variable `WORLDWRIGHT_ENCODER` (`node-av` or `ffmpeg`) forces one.
 *
 * @throws {@link ToolkitError} `media/no-encoder` when there is none, or not the forced one.
 */
export function findEncoder(): Promise<Encoder> {
  found ??= choose(process.env['WORLDWRIGHT_ENCODER'] ?? '');
  return found;
}

/** Every encoder that this machine has, best first. */
export async function listEncoders(): Promise<Encoder[]> {
  const av = await loadNodeAv();
  const ffmpeg = await probeFfmpeg();
  return [
    ...(av === null ? [] : [{ name: 'node-av' as const, version: av.version }]),
    ...(ffmpeg === null ? [] : [{ name: 'ffmpeg' as const, version: ffmpeg.version }]),
  ];
}

async function choose(forced: string): Promise<Encoder> {
  if (forced !== '' && forced !== 'node-av' && forced !== 'ffmpeg') {
    throw new ToolkitError(
      'argument/invalid',
      `WORLDWRIGHT_ENCODER must be node-av or ffmpeg, got ${JSON.stringify(forced)}.`,
      'Unset it to let worldwright choose.',
    );
  }
  if (forced !== 'ffmpeg') {
    const av = await loadNodeAv();
    if (av !== null) return { name: 'node-av', version: av.version };
  }
  if (forced !== 'node-av') {
    const ffmpeg = await probeFfmpeg();
    if (ffmpeg !== null) return { name: 'ffmpeg', version: ffmpeg.version };
  }
  throw new ToolkitError(
    'media/no-encoder',
    forced === ''
      ? 'Videos need FFmpeg with libx264rgb and FFV1, and neither the package node-av nor a program ffmpeg was found.'
      : `WORLDWRIGHT_ENCODER asks for ${forced}, which this machine does not have.`,
    forced === 'ffmpeg'
      ? 'Install ffmpeg 5.1 or newer with libx264 (Debian: apt install ffmpeg), or unset WORLDWRIGHT_ENCODER.'
      : 'Run npm install node-av, or install ffmpeg 5.1 or newer with libx264 (Debian: apt install ffmpeg).',
  );
}
