import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { VERSION } from '../core/version.ts';
import { packageRoot } from '../dataset/package-root.ts';
import { mimeType } from './mime-types.ts';
import type { FileResource } from './resource.ts';

/**
 * The folder of the built page.
 *
 * @throws {@link ToolkitError} `file/missing` where it was not built.
 */
export function pageFolder(folder = join(packageRoot(), 'dist', 'viewer')): string {
  if (statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.isFile()) return folder;
  throw new ToolkitError(
    'file/missing',
    `The viewer's page must be in ${folder}, and it is not.`,
    "Run npm run build in worldwright's folder.",
  );
}

/** A file of the page, `[]` for its index; `null` where nothing is. */
export function pageFile(folder: string, parts: readonly string[]): FileResource | null {
  const file = join(folder, ...(parts.length === 0 ? ['index.html'] : parts));
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) return null;
  const etag = `${VERSION}-${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}`;
  return { type: mimeType(file), etag, file, bytes: found.size };
}

/** The paths of the page's files, with `/` between names. */
export const pagePaths = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
