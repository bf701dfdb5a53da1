import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import type { OnProgress } from '../core/progress.ts';
import { VERSION } from '../core/version.ts';
import { jsonText } from '../dataset/layout.ts';
import { systemCode, writeError } from '../media/file-error.ts';
import { chooseExported } from './choose-exported.ts';
import type { OpenedThings } from './open-things.ts';
import { pageFile, pageFolder, pagePaths } from './page-files.ts';
import { requestPath } from './request-path.ts';
import type { Resource } from './resource.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { viewResources } from './view-resources.ts';

/** Lists what an export wrote, so that the next one can take it away. */
const EXPORT_FILE = 'worldwright-export.json';

/** What runs models: tens of megabytes that nobody asks for without one. */
const RUNTIME = /(^|\/)ort-[^/]*\.wasm$/;

export type ExportOptions = {
  readonly out: string;
  /** Ids of the clips to write; default the first few of each dataset. */
  readonly episodes?: readonly string[] | undefined;
  /** Folder of the built page; default worldwright's own. */
  readonly page?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
};

/** What an export wrote. */
export type Exported = {
  readonly out: string;
  readonly files: number;
  readonly bytes: number;
  /** In sentences: what was not written, and how to have it. */
  readonly leftOut: readonly string[];
};

/**
 * Writes the viewer and what it shows as static files: the same bytes as a server would send, by the same names.
 *
 * @throws {@link ToolkitError} `file/exists` when the folder holds what no export wrote, `file/write`,
 * `work/interrupted`; `argument/unknown` for an episode that is not there; whatever reading throws.
 */
export async function exportViewer(things: OpenedThings, options: ExportOptions): Promise<Exported> {
  const out = resolve(options.out);
  const folder = pageFolder(options.page);
  const { chosen, leftOut } = chooseExported(things, options.episodes);
  const { find, paths } = viewResources(chosen, false);
  const page = pagePaths(folder).filter((path) => things.models.length > 0 || !RUNTIME.test(path));
  const shown = await paths();
  await clearExport(out);
  await writeInto(out, EXPORT_FILE, jsonText({ toolkit: VERSION, files: [...page, ...shown] }));
  const signal = options.signal ?? new AbortController().signal;
  const total = page.length + shown.length;
  let [files, bytes] = [0, 0];
  for (const path of [...page, ...shown]) {
    if (signal.aborted) {
      const hint = 'Run the same command again.';
      throw new ToolkitError('work/interrupted', 'The export must reach its end, got an interrupt.', hint);
    }
    const parts = requestPath(`/${path}`);
    const resource = (await find(parts)) ?? pageFile(folder, parts);
    if (resource !== null) bytes += await writeResource(out, path, resource, signal);
    files++;
    options.onProgress?.({ stage: 'export', done: files, total, unit: 'files' });
  }
  return { out, files, bytes, leftOut };
}

/** Writes one file; the page itself says its policy, as no server of ours will. */
async function writeResource(
  out: string,
  path: string,
  resource: Resource,
  signal: AbortSignal,
): Promise<number> {
  if (path === 'index.html' && 'file' in resource)
    return writeInto(out, path, withPolicy(await readFile(resource.file, 'utf8')));
  if (!('file' in resource)) return writeInto(out, path, await resource.read(signal));
  const place = join(out, path);
  try {
    await mkdir(dirname(place), { recursive: true });
    await copyFile(resource.file, place);
  } catch (error) {
    throw writeError(place, error);
  }
  return resource.bytes;
}

/** The page with its Content-Security-Policy; who frames it is not a page's to say. */
function withPolicy(html: string): string {
  const policy = (SECURITY_HEADERS['Content-Security-Policy'] ?? '').replace(/; frame-ancestors [^;]*/, '');
  return html.replace(
    '<head>',
    `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

async function writeInto(out: string, path: string, content: Uint8Array | string): Promise<number> {
  const place = join(out, path);
  try {
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  } catch (error) {
    throw writeError(place, error);
  }
  return Buffer.byteLength(content);
}

/** Takes away what an export wrote before; refuses a folder that holds anything else. */
async function clearExport(out: string): Promise<void> {
  const names = await readdir(out).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw writeError(out, error);
  });
  if (names.length === 0) return;
  const text = await readFile(join(out, EXPORT_FILE), 'utf8').catch(() => null);
  if (text === null) {
    throw new ToolkitError(
      'file/exists',
      `--export must name an empty folder, or one that an export wrote, got ${out}, which holds ${names[0]}.`,
      'Choose another folder.',
    );
  }
  const { files } = JSON.parse(text) as { readonly files?: unknown };
  for (const path of Array.isArray(files) ? files : []) {
    // A list that somebody changed leads nowhere else.
    if (typeof path === 'string') await rm(join(out, ...requestPath(`/${path}`)), { force: true });
  }
}
