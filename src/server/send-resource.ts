import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseByteRange } from './byte-range.ts';
import type { Refusal } from './refusal.ts';
import type { FileResource, Resource } from './resource.ts';

/** Sends an answer that says no, as JSON. */
export function sendRefusal(response: ServerResponse, { status, headers, ...said }: Refusal): void {
  const { code, message, hint } = said;
  const body = Buffer.from(JSON.stringify({ code, message, hint }));
  response.writeHead(status, {
    ...headers,
    ...{ 'Content-Type': 'application/json', 'Content-Length': body.length, 'Cache-Control': 'no-store' },
  });
  response.end(body);
}

/** Whether a client has these bytes. */
const isKnown = (request: IncomingMessage, etag: string | undefined): boolean =>
  etag !== undefined &&
  (request.headers['if-none-match'] ?? '').split(',').some((known) => known.trim() === `"${etag}"`);

/** Sends a resource: nothing anew that the client has, a part where one range of a file is asked for. */
export async function sendResource(
  request: IncomingMessage,
  response: ServerResponse,
  resource: Resource,
  signal: AbortSignal,
): Promise<void> {
  const { type, etag } = resource;
  response.setHeader('Content-Type', type);
  // Asked again each time: what is on the disk may have changed.
  response.setHeader('Cache-Control', 'private, no-cache');
  if (etag !== undefined) response.setHeader('ETag', `"${etag}"`);
  if (isKnown(request, etag)) {
    response.writeHead(304).end();
    return;
  }
  if ('file' in resource) return sendFile(request, response, resource);
  if (request.method === 'HEAD') {
    response.writeHead(200).end();
    return;
  }
  const bytes = await resource.read(signal);
  response.writeHead(200, { 'Content-Length': bytes.length });
  response.end(bytes);
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { file, bytes }: FileResource,
): Promise<void> {
  const { range: asked } = request.headers;
  // A part of what may have changed meanwhile is not given: all of it is.
  const header = request.headers['if-range'] === undefined ? asked : undefined;
  const range = header === undefined ? null : parseByteRange(header, bytes);
  if (header !== undefined && range === null) {
    return sendRefusal(response, {
      ...{
        status: 416,
        code: 'argument/invalid',
        hint: 'Ask for bytes=<first>-<last> within it, or for all.',
      },
      message: `A Range must be one range within the file's ${bytes} bytes, got another.`,
      headers: { 'Content-Range': `bytes */${bytes}` },
    });
  }
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  response.writeHead(range === null ? 200 : 206, {
    ...{ 'Accept-Ranges': 'bytes', 'Content-Length': end - start + 1 },
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes}` }),
  });
  if (request.method === 'HEAD' || bytes === 0) response.end();
  else await pipeline(createReadStream(file, { start, end }), response);
}
