import { createByteCache } from './byte-cache.ts';
import { createWorkQueue } from './work-queue.ts';

/** Bytes of blocks and thumbnails that are kept. */
const CACHE_BYTES = 256 * 2 ** 20;

/** Videos that are decoded at once. */
const DECODES = 2;

/** Gives the bytes of `key`, which `work` makes; work for which nobody waits any more does not begin. */
export type MakeBytes = (
  key: string,
  signal: AbortSignal,
  work: () => Promise<Uint8Array>,
) => Promise<Uint8Array>;

/** Makes what costs a decode: few at once, each once, the last ones kept. One serves all that is viewed. */
export function createByteMaker(): MakeBytes {
  const cache = createByteCache(CACHE_BYTES);
  const inTurn = createWorkQueue(DECODES);
  return (key, signal, work) => cache.get(key, signal, (wanted) => inTurn(wanted, work));
}
