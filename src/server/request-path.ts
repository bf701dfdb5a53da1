import { ToolkitError } from '../core/error.ts';

/** Longest address that is looked at, characters. */
export const MAX_URL = 2048;

/** A name as the viewer's addresses have them: it needs no encoding and cannot begin with a dot. */
const PLAIN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * The names in the path of a request, `[]` for the page itself. Every address of the viewer is plain, so
 * that nothing is ever decoded: `%`, `\`, `..`, empty and hidden names are all refused alike.
 *
 * @param url - As it stands in the request, with its query.
 * @throws {@link ToolkitError} `path/outside`.
 */
export function requestPath(url: string): readonly string[] {
  const path = url.split('?', 1)[0] as string;
  if (path === '/') return [];
  const parts = path.slice(1).split('/');
  if (path.startsWith('/') && parts.every((part) => PLAIN_NAME.test(part))) return parts;
  throw new ToolkitError(
    'path/outside',
    'An address must be plain names between slashes, got another.',
    'Follow the links of the page.',
  );
}
