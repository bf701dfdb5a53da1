import type * as AvConstants from 'node-av/constants';
import type * as AvLib from 'node-av/lib';
import { ToolkitError } from '../core/error.ts';
import { writeError } from './file-error.ts';

/** The optional package node-av: FFmpeg in this process. */
export type NodeAv = {
  readonly lib: typeof AvLib;
  readonly constants: typeof AvConstants;
  /** FFmpeg's version. */
  readonly version: string;
};

let loaded: Promise<NodeAv | null> | undefined;

/** Loads node-av once a process; null where it is not installed or does not load. */
export function loadNodeAv(): Promise<NodeAv | null> {
  loaded ??= (async () => {
    try {
      const [lib, constants] = await Promise.all([import('node-av/lib'), import('node-av/constants')]);
      lib.Log.setLevel(constants.AV_LOG_QUIET);
      return { lib, constants, version: lib.getFFmpegInfo().version };
    } catch {
      return null;
    }
  })();
  return loaded;
}

/**
 * Passes FFmpeg's non-negative results through.
 *
 * @throws {@link ToolkitError} `file/write` when the disk refused, else `media/failed`.
 */
export function checkWritten(av: NodeAv, result: number, path: string): number {
  if (result >= 0) return result;
  const { constants, lib } = av;
  const code = new Map<number, string>([
    [constants.AVERROR_ENOSPC, 'ENOSPC'],
    [constants.AVERROR_EACCES, 'EACCES'],
    [constants.AVERROR_EPERM, 'EPERM'],
    [constants.AVERROR_EIO, 'EIO'],
    [constants.AVERROR_ENOENT, 'ENOENT'],
    [-27, 'EFBIG'],
    [-30, 'EROFS'],
    [-122, 'EDQUOT'],
  ]).get(result);
  if (code !== undefined) throw writeError(path, Object.assign(new Error(code), { code }));
  throw new ToolkitError(
    'media/failed',
    `FFmpeg (node-av) could not encode ${path}: ${lib.FFmpegError.strerror(result)}.`,
    'Run worldwright doctor to see which encoders this machine has.',
  );
}
