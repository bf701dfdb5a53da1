import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { ADDRESSES } from '../core/view/addresses.ts';
import { type Access, admit, allowedHosts, makeToken, urlHost } from './access.ts';
import { type ChangeEvents, createChangeEvents } from './change-events.ts';
import { listen } from './listen.ts';
import type { OpenedThings } from './open-things.ts';
import { pageFile, pageFolder } from './page-files.ts';
import { NOT_FOUND, refusalOf } from './refusal.ts';
import { requestPath } from './request-path.ts';
import type { Resource } from './resource.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { sendRefusal, sendResource } from './send-resource.ts';
import { viewResources } from './view-resources.ts';

/** The port that is asked for first. */
export const DEFAULT_PORT = 5270;

const LOOPBACK = '127.0.0.1';

export type ViewerServerOptions = {
  /** Default `DEFAULT_PORT`; where it is taken, one of the next. 0 for any. */
  readonly port?: number | undefined;
  /** Default loopback alone. Given, every request must carry a token. */
  readonly host?: string | undefined;
  /** Folder of the built page; default worldwright's own. */
  readonly page?: string | undefined;
};

/** A viewer that is being served. */
export type ViewerServer = {
  /** What to open, its token included. */
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** What a server answers by. */
type Serving = {
  readonly find: (parts: readonly string[]) => Promise<Resource | null>;
  readonly changes: ChangeEvents;
  /** Absolute. */
  readonly folders: readonly string[];
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { find, changes, folders }: Serving,
): Promise<void> {
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  try {
    const parts = requestPath(request.url ?? '');
    if (parts.join('/') === ADDRESSES.changes && request.method === 'GET' && changes.listen(response)) return;
    const resource = await find(parts);
    if (resource === null) sendRefusal(response, NOT_FOUND);
    else await sendResource(request, response, resource, abort.signal);
  } catch (error) {
    if (response.headersSent || abort.signal.aborted) response.destroy();
    else sendRefusal(response, refusalOf(error, folders));
  }
}

/** Folders that were given, and may be named. */
const foldersOf = ({ scenes, datasets, predictions }: OpenedThings): readonly string[] => [
  ...datasets.map(({ listed }) => listed.dir),
  ...predictions.map(({ path }) => path),
  ...scenes.map(({ path }) => dirname(path)),
];

/**
 * Serves a viewer: read-only, on loopback alone unless a host is given.
 *
 * @throws {@link ToolkitError} `file/missing` where the page was not built; `argument/invalid` where no port is free.
 */
export async function startViewerServer(
  things: OpenedThings,
  { port = DEFAULT_PORT, host, page }: ViewerServerOptions = {},
): Promise<ViewerServer> {
  const folder = pageFolder(page);
  const shown = viewResources(things, true);
  const changes = createChangeEvents(things.scenes);
  const find = async (parts: readonly string[]): Promise<Resource | null> =>
    (await shown.find(parts)) ?? pageFile(folder, parts);
  const serving: Serving = { find, changes, folders: foldersOf(things) };
  let access: Access = { hosts: new Set(), token: null, cookie: '' };
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const admission = admit(request, access);
    if ('refusal' in admission) return sendRefusal(response, admission.refusal);
    if (admission.setCookie !== null) response.setHeader('Set-Cookie', admission.setCookie);
    void answer(request, response, serving);
  });
  server.headersTimeout = 10_000;
  server.maxConnections = 256;
  const address = await listen(server, host ?? LOOPBACK, port).catch((error: unknown) => {
    changes.close();
    throw error;
  });
  const token = host === undefined ? null : makeToken();
  const hosts = allowedHosts(host ?? LOOPBACK, address.address, address.port);
  access = { hosts, token, cookie: `worldwright_${address.port}` };
  const query = token === null ? '' : `?token=${token}`;
  return {
    url: `http://${urlHost(host ?? LOOPBACK)}:${address.port}/${query}`,
    port: address.port,
    close: async () => {
      changes.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
