/** Makes bytes once, and keeps the ones used last. */
export type ByteCache = {
  /**
   * The bytes of `key`: kept, on their way, or made now. `make` is given a signal that is aborted when
   * nobody waits for them any more.
   */
  readonly get: (
    key: string,
    signal: AbortSignal,
    make: (signal: AbortSignal) => Promise<Uint8Array>,
  ) => Promise<Uint8Array>;
};

type OnTheWay = { readonly bytes: Promise<Uint8Array>; readonly abort: AbortController; waiting: number };

/** A cache that holds at most `limit` bytes. */
export function createByteCache(limit: number): ByteCache {
  const kept = new Map<string, Uint8Array>();
  const made = new Map<string, OnTheWay>();
  let held = 0;

  const keep = (key: string, bytes: Uint8Array): void => {
    if (bytes.length > limit || kept.has(key)) return;
    kept.set(key, bytes);
    held += bytes.length;
    for (const [oldest, { length }] of kept) {
      if (held <= limit) break;
      kept.delete(oldest);
      held -= length;
    }
  };

  const start = (key: string, make: (signal: AbortSignal) => Promise<Uint8Array>): OnTheWay => {
    const abort = new AbortController();
    const bytes = make(abort.signal).finally(() => {
      if (made.get(key) === entry) made.delete(key);
    });
    const entry: OnTheWay = { bytes, abort, waiting: 0 };
    made.set(key, entry);
    bytes.then(
      (done) => keep(key, done),
      () => undefined,
    );
    return entry;
  };

  return {
    async get(key, signal, make) {
      signal.throwIfAborted();
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
        return found;
      }
      const entry = made.get(key) ?? start(key, make);
      entry.waiting++;
      const leave = (): void => {
        if (--entry.waiting > 0) return;
        // Whoever asks from now on does not wait for what is being given up.
        if (made.get(key) === entry) made.delete(key);
        entry.abort.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      return entry.bytes.finally(() => signal.removeEventListener('abort', leave));
    },
  };
}
