import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolkitError } from '../../core/error.ts';
import { readError } from '../../media/file-error.ts';
import { REPORT_VERSION } from './report-json.ts';
import { REPORT_SCHEMA, type StoredReport } from './report-schema.ts';

/** The file of a report's figures. */
export const REPORT_FILE = 'report.json';

/** Largest report.json that is read, bytes. */
const MAX_BYTES = 512 * 2 ** 20;

/**
 * Reads the text of report.json.
 *
 * @param file - Its name, for errors.
 * @throws {@link ToolkitError} `evaluate/input`, or `dataset/newer-layout` of a newer worldwright.
 */
export function parseReport(text: string, file: string): StoredReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(file, 'it is not JSON', cause);
  }
  const version = (value as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > REPORT_VERSION) {
    throw new ToolkitError(
      'dataset/newer-layout',
      `${file} is of version ${version}, and this worldwright reads version ${REPORT_VERSION}.`,
      'Update worldwright.',
    );
  }
  const result = REPORT_SCHEMA.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(file, `at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`, result.error);
}

/**
 * Reads the report.json of a folder.
 *
 * @throws {@link ToolkitError} `file/missing`, `file/too-large`; else as `parseReport`.
 */
export async function readReport(dir: string): Promise<StoredReport> {
  const file = join(dir, REPORT_FILE);
  const fail = (cause: unknown): never => {
    throw readError(file, cause);
  };
  const { size } = await stat(file).catch(fail);
  if (size > MAX_BYTES) {
    throw new ToolkitError(
      'file/too-large',
      `${file} must have at most ${MAX_BYTES} bytes, got ${size}.`,
      'Evaluate fewer clips at a time.',
    );
  }
  return parseReport(await readFile(file, 'utf8').catch(fail), file);
}

const invalid = (file: string, what: string, cause: unknown): ToolkitError =>
  new ToolkitError(
    'evaluate/input',
    `${file} must be what worldwright evaluate wrote, but ${what}.`,
    'Evaluate again.',
    { cause },
  );
