/** Runs what it is given, a few at a time, in the order in which it came. */
export type LoadQueue = {
  /** Starts `load` when its turn comes; what is aborted before is never started. */
  readonly run: <T>(load: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;
};

/** A queue that has at most that many under way. */
export function createLoadQueue(most: number): LoadQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  const next = (): void => {
    if (running < most) waiting.shift()?.();
  };
  return {
    run: (load, signal) =>
      new Promise((resolve, reject) => {
        const start = (): void => {
          running++;
          load(signal)
            .then(resolve, reject)
            .finally(() => {
              running--;
              next();
            });
        };
        waiting.push(start);
        signal.addEventListener('abort', () => {
          const at = waiting.indexOf(start);
          if (at < 0) return;
          waiting.splice(at, 1);
          reject(signal.reason);
        });
        next();
      }),
  };
}
