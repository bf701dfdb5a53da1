import { useEffect, useState } from 'preact/hooks';
import type { Progress } from '../../core/progress.ts';
import { ADDRESSES } from '../../core/view/addresses.ts';
import type { ShownModel } from '../../core/view/view-manifest.ts';
import type { WebProviderChoice } from '../../onnx/provider-web.ts';
import type { LoadedDream } from './dream-orders.ts';
import { createDreamer, type Dreamer } from './dreamer.ts';

/** A model on its way, loaded, or refused. */
export type DreamerState =
  | { readonly kind: 'loading'; readonly progress: readonly Progress[] }
  | { readonly kind: 'ready'; readonly dreamer: Dreamer; readonly dream: LoadedDream }
  | { readonly kind: 'failed'; readonly error: unknown };

const absolute = (address: string): string => new URL(address, document.baseURI).href;

/** The newest of each stage, in the order in which they began. */
const joined = (all: readonly Progress[], one: Progress): readonly Progress[] =>
  all.some(({ stage }) => stage === one.stage)
    ? all.map((old) => (old.stage === one.stage ? one : old))
    : [...all, one];

/** Loads a model in a thread of its own, anew whenever the model or the provider changes. */
export function useDreamer(model: ShownModel, provider: WebProviderChoice): DreamerState {
  const [state, setState] = useState<DreamerState>({ kind: 'loading', progress: [] });
  useEffect(() => {
    let wanted = true;
    const set = (next: DreamerState | ((now: DreamerState) => DreamerState)): void => {
      if (wanted) setState(next);
    };
    setState({ kind: 'loading', progress: [] });
    const dreamer = createDreamer((progress) =>
      set((now) => (now.kind === 'loading' ? { ...now, progress: joined(now.progress, progress) } : now)),
    );
    const file = ADDRESSES.model(model.key);
    const sideCarUrl = model.sideCar ? absolute(ADDRESSES.modelSideCar(model.key)) : null;
    dreamer.load({ file, url: absolute(file), sideCarUrl, provider }).then(
      (dream) => set({ kind: 'ready', dreamer, dream }),
      (error) => set({ kind: 'failed', error }),
    );
    return () => {
      wanted = false;
      dreamer.close();
    };
  }, [model, provider]);
  return state;
}
