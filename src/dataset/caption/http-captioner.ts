import { ToolkitError } from '../../core/error.ts';
import { failed, type OwnCaption, type OwnCaptioner } from './own-captioner.ts';

/** Bytes of an answer at most. */
const MOST_BYTES = 256 * 1024;

/**
 * A captioner behind an HTTP endpoint that the user runs. It is sent, as JSON, `episode`, `camera`, `start`, `count`,
 * `interval_s`, `pictures` (PNG, base64) and `captions` (`dense`, `medium`, `short`, `json`), and answers with JSON that
 * has some of `dense`, `medium` and `short`.
 *
 * @param url - With `http:` or `https:`; a name and password in it are sent as basic authorisation and never printed.
 * @throws {@link ToolkitError} `argument/invalid`; what it returns throws `caption/failed`.
 */
export function httpCaptioner(url: string): OwnCaptioner {
  const { target, headers } = parseEndpoint(url);
  return async ({ episode, camera, window, interval, pictures, captions }, signal) => {
    const clip = `${episode} ${camera}`;
    const body = JSON.stringify({
      ...{ episode, camera, ...window, interval_s: interval, captions },
      pictures: pictures.map((picture) => Buffer.from(picture).toString('base64')),
    });
    const answer = await fetch(target, { method: 'POST', headers, body, signal, redirect: 'error' }).catch(
      (cause) => {
        if (signal.aborted) throw cause;
        throw failed(clip, `${target} does not answer`, cause);
      },
    );
    if (!answer.ok) throw failed(clip, `${target} answered with status ${answer.status}`);
    const text = await readBounded(answer, clip);
    try {
      return JSON.parse(text) as OwnCaption;
    } catch (cause) {
      throw failed(clip, `${target} did not answer with JSON`, cause);
    }
  };
}

function parseEndpoint(url: string): { target: string; headers: Record<string, string> } {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new ToolkitError(
      'argument/invalid',
      `A captioner's endpoint must be a URL with http: or https:, got ${parsed === null ? 'something else' : parsed.protocol}.`,
      'Write it like http://localhost:8000/caption.',
    );
  }
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (parsed.username !== '') {
    const [name, password] = [parsed.username, parsed.password].map(decodeURIComponent);
    headers['authorization'] = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  }
  parsed.username = '';
  parsed.password = '';
  return { target: parsed.href, headers };
}

/** An answer's text, read no further than it may be long. */
async function readBounded(answer: Response, clip: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw failed(clip, `the answer is longer than ${MOST_BYTES / 1024} kB`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
