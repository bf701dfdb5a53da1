import { ToolkitError } from '../core/error.ts';

const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space or choose another folder, then run the same command again.'],
  EDQUOT: ['the disk quota is used up', 'Free some space, then run the same command again.'],
  EFBIG: ['the file is too large for this disk', 'Choose a folder on another disk.'],
  EROFS: ['the disk is read-only', 'Choose a folder that can be written.'],
  EACCES: ['permission is denied', 'Choose a folder that you may write, or change its permissions.'],
  EPERM: ['permission is denied', 'Choose a folder that you may write, or change its permissions.'],
  EIO: ['the disk reported an input/output error', 'Check the disk, then run the same command again.'],
  ENOENT: ['its folder does not exist', 'Make the folder, or choose another one.'],
  ENOTDIR: ['a part of its path is a file, not a folder', 'Choose another folder.'],
  EMFILE: ['too many files are open', 'Raise the limit of open files (ulimit -n) or use fewer workers.'],
};

/** The system's error code (`ENOSPC`…) of something thrown, or ''. */
export const systemCode = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

/** What to throw when writing `path` failed: names the file, the reason and what to do. */
export function writeError(path: string, cause: unknown): ToolkitError {
  if (cause instanceof ToolkitError) return cause;
  const code = systemCode(cause);
  const [reason, hint] = REASONS[code] ?? [
    cause instanceof Error ? cause.message : String(cause),
    'Check the disk and the folder, then run the same command again.',
  ];
  const said = code === '' || reason.includes(code) ? reason : `${reason} (${code})`;
  return new ToolkitError('file/write', `Could not write ${path}: ${said}.`, hint, { cause });
}

/** What to throw when reading `path` failed. */
export function readError(path: string, cause: unknown): ToolkitError {
  if (cause instanceof ToolkitError) return cause;
  const missing = systemCode(cause) === 'ENOENT';
  return new ToolkitError(
    'file/missing',
    missing
      ? `There is no file ${path}.`
      : `Could not read ${path}: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Check the path, and that the file may be read.',
    { cause },
  );
}
