import { ToolkitError, type ToolkitErrorCode } from '../core/error.ts';

/** An answer that says no: a status and the words of an error. */
export type Refusal = {
  readonly status: number;
  readonly code: ToolkitErrorCode | 'unexpected';
  readonly message: string;
  readonly hint: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Errors of a wrong address, by status; all others are of what was given: 422. */
const STATUSES: Readonly<Partial<Record<ToolkitErrorCode, number>>> = {
  'argument/invalid': 400,
  'argument/unknown': 404,
  'file/missing': 404,
  'path/outside': 403,
};

/** No such address. */
export const NOT_FOUND: Refusal = {
  ...{
    status: 404,
    code: 'file/missing',
    message: 'There must be something at this address, but nothing is.',
  },
  hint: 'Follow the links of the page, or load it again.',
};

/**
 * What a failure says to the outside: no stack, no path but those below the folders that were given, and these by
 * their names alone.
 *
 * @param folders - Folders that were given, absolute.
 */
export function refusalOf(error: unknown, folders: readonly string[]): Refusal {
  if (!(error instanceof ToolkitError)) {
    const message = 'The server must be able to read what was asked for, and it failed.';
    return { status: 500, code: 'unexpected', message, hint: 'Run worldwright verify on it.' };
  }
  const { code, hint } = error;
  const status = STATUSES[code] ?? 422;
  if (code === 'path/outside') {
    const message = 'What is viewed must lie inside the folders that were given, and this leads out of them.';
    return { status, code, message, hint: 'Copy the file there instead of linking it.' };
  }
  return {
    status,
    code,
    message: withoutFolders(error.message, folders),
    hint: withoutFolders(hint, folders),
  };
}

/** Absolute folders in a sentence become their names. */
const withoutFolders = (words: string, folders: readonly string[]): string =>
  folders
    .filter((folder) => folder.length > 1)
    .reduce((said, folder) => said.replaceAll(folder, folder.slice(folder.lastIndexOf('/') + 1)), words);
