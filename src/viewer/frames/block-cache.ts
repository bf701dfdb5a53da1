/** Things by name, those used last; a thing that alone is too large stays until the next comes. */
export type BlockCache<T> = {
  /** What has that name; it counts as used. */
  readonly get: (name: string) => T | undefined;
  readonly has: (name: string) => boolean;
  readonly put: (name: string, thing: T, bytes: number) => void;
  readonly bytes: () => number;
};

/** A cache that forgets what was not used for longest when it holds more than that many bytes. */
export function createBlockCache<T>(mostBytes: number): BlockCache<T> {
  // A map keeps the order in which its keys came: the first is the one not used for longest.
  const kept = new Map<string, { readonly thing: T; readonly bytes: number }>();
  let total = 0;
  const drop = (name: string): void => {
    total -= kept.get(name)?.bytes ?? 0;
    kept.delete(name);
  };
  return {
    get: (name) => {
      const found = kept.get(name);
      if (found === undefined) return undefined;
      kept.delete(name);
      kept.set(name, found);
      return found.thing;
    },
    has: (name) => kept.has(name),
    put: (name, thing, bytes) => {
      drop(name);
      kept.set(name, { thing, bytes });
      total += bytes;
      for (const other of kept.keys()) {
        if (total <= mostBytes || other === name) break;
        drop(other);
      }
    },
    bytes: () => total,
  };
}
