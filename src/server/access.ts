import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import type { Refusal } from './refusal.ts';
import { MAX_URL } from './request-path.ts';

/** Who may ask a server, and by which name. */
export type Access = {
  /** Names and ports that a Host header may have, lower case. */
  readonly hosts: ReadonlySet<string>;
  /** What every request must carry; `null` on loopback, where none is needed. */
  readonly token: string | null;
  /** The cookie that carries it. */
  readonly cookie: string;
};

/** A token that nobody guesses. */
export const makeToken = (): string => randomBytes(24).toString('base64url');

/** Addresses that mean all of the machine's. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** An address as it stands in URLs. */
export const urlHost = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/**
 * The names by which a server may be asked. Any other is a page of somebody else's whose name was made to lead here.
 *
 * @param host - As asked for, and the address that it became.
 */
export function allowedHosts(host: string, address: string, port: number): ReadonlySet<string> {
  const names = new Set([host, address]);
  if (EVERYWHERE.has(address)) {
    names.add(hostname()).add('localhost').add('127.0.0.1').add('::1');
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address: own } of addresses ?? []) names.add(own);
  } else if (address === '127.0.0.1' || address === '::1') names.add('localhost');
  // Browsers leave out the port that all pages have.
  const at = port === 80 ? ['', ':80'] : [`:${port}`];
  return new Set([...names].flatMap((name) => at.map((end) => `${urlHost(name)}${end}`.toLowerCase())));
}

const refused = (status: number, message: string, hint: string): Refusal => ({
  ...{ status, code: 'argument/invalid', message, hint },
});

/** Compares in a time that tells nothing of the token. */
function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The values of a cookie in a request's header. */
const cookies = (request: IncomingMessage, name: string): readonly string[] =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/** The token of a request's address, `?token=…`. */
const urlToken = (url: string): string | null =>
  new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '').get('token');

/** What the answer to an admitted request sets, or why it is refused. */
export type Admission = { readonly refusal: Refusal } | { readonly setCookie: string | null };

/** Admits a request by its method, its Host and Origin, and its token. */
export function admit(request: IncomingMessage, { hosts, token, cookie }: Access): Admission {
  const { method = '', url = '' } = request;
  const { host = '', origin } = request.headers;
  if (method !== 'GET' && method !== 'HEAD') {
    const refusal = refused(405, `A request must be GET or HEAD, got ${method}.`, 'The viewer only reads.');
    return { refusal: { ...refusal, headers: { Allow: 'GET, HEAD' } } };
  }
  if (url.length > MAX_URL)
    return {
      refusal: refused(
        414,
        `An address must have at most ${MAX_URL} characters.`,
        'Follow the links of the page.',
      ),
    };
  if (!hosts.has(host.toLowerCase()))
    return {
      refusal: refused(
        403,
        'The Host must be the address that is served, got another.',
        'Open the address that worldwright view printed.',
      ),
    };
  if (origin !== undefined && !hosts.has(origin.toLowerCase().replace(/^http:\/\//, '')))
    return {
      refusal: refused(403, 'The Origin must be this server, got another.', 'Open the viewer itself.'),
    };
  if (token === null) return { setCookie: null };
  const given = urlToken(url);
  if (given !== null && isToken(given, token))
    return { setCookie: `${cookie}=${token}; Path=/; HttpOnly; SameSite=Strict` };
  if (cookies(request, cookie).some((value) => isToken(value, token))) return { setCookie: null };
  return {
    refusal: refused(
      401,
      'A request must carry the token of this server, and it does not.',
      'Open the whole address that worldwright view printed, its ?token= included.',
    ),
  };
}
