import { ToolkitError } from '../../../core/error.ts';
import { PASSWORD_VARIABLE, type QueueAddress, shownAddress } from './queue-address.ts';

/** How long a Redis may take to answer, milliseconds. */
const ANSWER_MS = 5000;

/** What Redis says to who may not come in. */
const REFUSED = /^(WRONGPASS|NOAUTH|NOPERM|ERR (AUTH|Client sent AUTH|invalid password))/;

/**
 * Makes sure that a Redis answers, before any work is done.
 *
 * @throws {@link ToolkitError} `queue/unreachable`, `queue/refused`; neither shows credentials.
 */
export async function checkQueue(address: QueueAddress): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis({
    ...address,
    ...{ lazyConnect: true, connectTimeout: ANSWER_MS, commandTimeout: ANSWER_MS },
    ...{ maxRetriesPerRequest: 0, retryStrategy: () => null, enableReadyCheck: false },
  });
  let said = 'no answer';
  redis.on('error', (error: Error & { code?: string }) => {
    said = error.code ?? error.message;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    // The connection's own words say more than "Connection is closed".
    const words = error instanceof Error && REFUSED.test(error.message) ? error.message : said;
    throw refusal(address, words);
  } finally {
    redis.disconnect();
  }
}

function refusal(address: QueueAddress, said: string): ToolkitError {
  const shown = shownAddress(address);
  if (REFUSED.test(said)) {
    return new ToolkitError(
      'queue/refused',
      `The Redis at ${shown} must let this user in, but it refuses the credentials (not shown).`,
      `Correct the user and the password in --queue, or the password in ${PASSWORD_VARIABLE}.`,
    );
  }
  return new ToolkitError(
    'queue/unreachable',
    `A Redis must answer at ${shown}, got ${said}.`,
    'Start it (Debian: apt install redis-server), or correct --queue.',
  );
}
