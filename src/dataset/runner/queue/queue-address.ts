import { ToolkitError } from '../../../core/error.ts';

/** Where a Redis is, and how to log in to it. */
export type QueueAddress = {
  readonly host: string;
  readonly port: number;
  /** Number of the database. */
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Record<string, never>;
};

/** Holds the password where the address has none, so that no list of processes shows it. */
export const PASSWORD_VARIABLE = 'WORLDWRIGHT_QUEUE_PASSWORD';

/** An address as it may be shown: without the credentials. */
export const shownAddress = ({ host, port, db, tls }: QueueAddress): string =>
  `${tls === undefined ? 'redis' : 'rediss'}://${host}:${port}/${db}`;

/**
 * Reads the address of a queue, such as `redis://user:password@host:6379/0`; `rediss` is encrypted.
 *
 * @param password - Where the address has none.
 * @throws {@link ToolkitError} `argument/invalid`, in words that repeat nothing of the address.
 */
export function parseQueueAddress(text: string, password?: string): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  const db = /^\/?(\d{0,4})$/.exec(url?.pathname ?? 'none')?.[1];
  const isRedis = url?.protocol === 'redis:' || url?.protocol === 'rediss:';
  if (url === null || !isRedis || url.hostname === '' || db === undefined) {
    throw new ToolkitError(
      'argument/invalid',
      '--queue must be the address of a Redis, got something else (not shown, as it may hold a password).',
      'Write it like --queue redis://host:6379/0.',
    );
  }
  const secret = url.password === '' ? (password ?? '') : decodePart(url.password);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 6379 : Number(url.port),
    db: Number(db),
    ...(url.username === '' ? {} : { username: decodePart(url.username) }),
    ...(secret === '' ? {} : { password: secret }),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

/** A user or a password as it is meant; a `%` that begins no code is one that was not encoded. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ToolkitError(
      'argument/invalid',
      'The user and the password of --queue must be percent-encoded, but one has a % that begins no code (not shown).',
      `Write % as %25, or give the password in ${PASSWORD_VARIABLE}.`,
    );
  }
}
