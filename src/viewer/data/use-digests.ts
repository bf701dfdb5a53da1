import { useEffect, useState } from 'preact/hooks';
import { ADDRESSES, DIGEST_PAGE } from '../../core/view/addresses.ts';
import type { EpisodeDigest } from '../../core/view/dataset-view.ts';
import { fetchJson } from '../fetch-file.ts';
import { createLoadQueue } from './load-queue.ts';

/** The digests that have come, each at its episode's place. */
export type Digests = {
  readonly digests: readonly (EpisodeDigest | undefined)[];
  readonly read: number;
  /** What one of the pages was refused with. */
  readonly error: unknown;
};

const NO_DIGESTS: Digests = { digests: [], read: 0, error: null };

/** Pages under way at once: the server reads hundreds of small files for each. */
const PAGES_AT_ONCE = 2;

/** New digests wait that long for more, ms: filters are counted anew over the whole dataset. */
const TOLD_AFTER_MS = 200;

/** Reads the digests of a dataset of `count` episodes, page after page. */
export function useDigests(key: string, count: number): Digests {
  const [state, setState] = useState(NO_DIGESTS);
  useEffect(() => {
    setState(NO_DIGESTS);
    const abort = new AbortController();
    const { signal } = abort;
    const queue = createLoadQueue(PAGES_AT_ONCE);
    const digests: (EpisodeDigest | undefined)[] = [];
    let [read, timer]: [number, ReturnType<typeof setTimeout> | undefined] = [0, undefined];
    // What comes shortly after each other is shown together.
    const tell = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        const now = { digests: digests.slice(), read };
        setState(({ error }) => ({ ...now, error }));
      }, TOLD_AFTER_MS);
    };
    for (let page = 0; page * DIGEST_PAGE < count; page++) {
      const load = (given: AbortSignal): Promise<readonly EpisodeDigest[]> =>
        fetchJson(ADDRESSES.digests(key, page), given);
      queue.run(load, signal).then(
        (came) => {
          if (signal.aborted) return;
          for (const [i, digest] of came.entries()) digests[page * DIGEST_PAGE + i] = digest;
          read += came.length;
          tell();
        },
        (error) => {
          if (!signal.aborted) setState((before) => ({ ...before, error }));
        },
      );
    }
    signal.addEventListener('abort', () => clearTimeout(timer));
    return () => abort.abort();
  }, [key, count]);
  return state;
}
