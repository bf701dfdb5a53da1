import { useEffect, useState } from 'preact/hooks';

/** Something that takes its time: there, on its way, or refused. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Loads when the component appears and whenever one of `inputs` changes; what comes late is dropped.
 *
 * @param load - Given a signal that is aborted when its result is no longer wanted.
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  inputs: readonly unknown[],
): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ kind: 'loading' });
  useEffect(() => {
    const abort = new AbortController();
    setLoaded({ kind: 'loading' });
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setLoaded({ kind: 'ready', value });
      },
      (error) => {
        if (!abort.signal.aborted) setLoaded({ kind: 'failed', error });
      },
    );
    return () => abort.abort();
  }, inputs);
  return loaded;
}
