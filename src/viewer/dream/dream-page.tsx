import type { ShownModel } from '../../core/view/view-manifest.ts';
import type { PageProps } from '../app.tsx';
import { ErrorCard } from '../ui/error-card.tsx';
import { DreamLoading } from './dream-loading.tsx';
import { useDreamer } from './use-dreamer.ts';

function Dream({
  model,
  provider,
}: {
  readonly model: ShownModel;
  readonly provider: 'auto' | 'webgpu' | 'cpu';
}) {
  const state = useDreamer(model, provider);
  if (state.kind === 'failed') return <ErrorCard error={state.error} />;
  if (state.kind === 'loading') return <DreamLoading progress={state.progress} />;
  return <pre>{JSON.stringify(state.dream, null, 1)}</pre>;
}

/** A world model that dreams beside the simulator. */
export function DreamPage({ manifest, params }: PageProps) {
  const model = manifest.models.find(({ key }) => key === params['model']) ?? manifest.models[0];
  if (model === undefined) return <p>none</p>;
  return <Dream model={model} provider={(params['provider'] ?? 'auto') as 'auto'} />;
}
