/**
 * Works on a few items at a time and gives what comes of them in their order. When one fails, or nobody wants the
 * rest, it waits for what is under way, so that nothing is written afterwards.
 *
 * @param atOnce - How many: with two, one is read while the other is squeezed. It bounds the memory.
 * @throws Whatever the work throws, of the first item that does.
 */
export async function* inFlight<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  atOnce = 2,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  let next = 0;
  try {
    while (next < items.length || running.length > 0) {
      while (running.length < atOnce && next < items.length) {
        const begun = work(items[next++] as Item);
        // Its turn to be waited for comes later; until then its failure is nobody's.
        begun.catch(() => undefined);
        running.push(begun);
      }
      yield await (running.shift() as Promise<Result>);
    }
  } finally {
    await Promise.allSettled(running);
  }
}
