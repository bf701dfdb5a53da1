import { readFileSync, statSync } from 'node:fs';
import { ToolkitError } from '../core/error.ts';
import type { Recording } from '../core/recording.ts';
import { readError } from '../media/file-error.ts';
import { parseRecording } from '../scene/recording-file.ts';

/** Larger than any recording; refused before it is read. */
const MAX_BYTES = 100_000_000;

/**
 * Reads a recording that the viewer saved.
 *
 * @throws {@link ToolkitError} `file/missing`, `file/too-large`, `argument/invalid`.
 */
export function readRecordingFile(path: string): Recording {
  try {
    const bytes = statSync(path).size;
    if (bytes > MAX_BYTES) throw tooLarge(path, bytes);
    return parseRecording(readFileSync(path, 'utf8'), path);
  } catch (error) {
    throw readError(path, error);
  }
}

const tooLarge = (path: string, bytes: number): ToolkitError =>
  new ToolkitError(
    'file/too-large',
    `${path}: a recording must be at most ${MAX_BYTES} bytes, got ${bytes}.`,
    'Check that this is a recording.',
  );
