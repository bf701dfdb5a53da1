/** Runs a piece of work when it is its turn; its `signal` takes it out of the line. */
export type RunInTurn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** A line in which at most `width` pieces of work run at once, first come, first served. */
export function createWorkQueue(width: number): RunInTurn {
  const waiting: (() => void)[] = [];
  let free = width;
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason);
      };
      waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
    });
  return async (signal, work) => {
    signal.throwIfAborted();
    if (free > 0) free--;
    else await turn(signal);
    return work().finally(done);
  };
}
