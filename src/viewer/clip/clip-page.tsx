import { useEffect } from 'preact/hooks';
import { ADDRESSES } from '../../core/view/addresses.ts';
import type { ClipFacts, DatasetIndex } from '../../core/view/dataset-view.ts';
import { addressOf } from '../address.ts';
import type { PageProps } from '../app.tsx';
import { fetchJson } from '../fetch-file.ts';
import { createFrameStore } from '../frames/frame-store.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { Loading } from '../ui/loading.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useLoaded } from '../use-loaded.ts';
import './clip.css';
import { CLIP_KEYS } from './clip-transport.tsx';
import { ClipView } from './clip-view.tsx';

/** Frames of all clips that are looked at: going back to one finds what is still at hand. */
const store = createFrameStore();

/** One episode of a dataset: its pictures in step, its time, its facts. */
export function ClipPage({ manifest, params, onKeys }: PageProps) {
  const key = params['key'] ?? manifest.datasets[0]?.key ?? '';
  const index = useLoaded((signal) => fetchJson<DatasetIndex>(ADDRESSES.dataset(key), signal), [key]);
  const ids = index.kind === 'ready' ? index.value.episodes.id : [];
  const episode = params['episode'] ?? ids[0] ?? null;
  const clip = useLoaded(
    (signal) =>
      episode === null
        ? new Promise<ClipFacts>(() => undefined)
        : fetchJson<ClipFacts>(ADDRESSES.clip(key, episode), signal),
    [key, episode],
  );
  const against = params['against'] ?? null;
  const other = useLoaded(
    async (signal) => (against === null ? null : fetchJson<ClipFacts>(ADDRESSES.clip(key, against), signal)),
    [key, against],
  );
  useEffect(() => onKeys(CLIP_KEYS), [onKeys]);
  const place = episode === null ? -1 : ids.indexOf(episode);
  const beside = (way: 1 | -1): string | null => {
    const id = place < 0 ? undefined : ids[place + way];
    return id === undefined ? null : addressOf('clip', kept(params, key, id));
  };
  const go = (way: 1 | -1) => () => {
    const address = beside(way);
    if (address !== null) location.hash = address;
  };
  useKeys({ p: go(-1), n: go(1) });
  return (
    <div class="clip-page">
      <nav class="row" aria-label="Episodes">
        <a href={addressOf('data', { key })}>All episodes</a>
        <Beside address={beside(-1)} words="‹ previous" />
        <Beside address={beside(1)} words="next ›" />
        {place >= 0 && (
          <span class="soft">
            {place + 1} of {ids.length}
          </span>
        )}
      </nav>
      {index.kind === 'failed' && <ErrorCard error={index.error} />}
      {clip.kind === 'failed' && <ErrorCard error={clip.error} />}
      {other.kind === 'failed' && <ErrorCard error={other.error} />}
      {(clip.kind === 'loading' || index.kind === 'loading') && <Loading words="Opening the clip" />}
      {clip.kind === 'ready' && index.kind === 'ready' && (
        <ClipView
          key={`${key} ${clip.value.facts.id}`}
          dataKey={key}
          clip={clip.value}
          index={index.value}
          store={store}
          params={params}
          other={other.kind === 'ready' ? other.value : null}
          playKey={playKeyOf(manifest, clip.value.facts.scene)}
        />
      )}
    </div>
  );
}

/** The scene of a dataset among those that can be played: datasets know the last part of its key alone. */
const playKeyOf = ({ scenes }: PageProps['manifest'], scene: string): string | null =>
  scenes.find(({ key }) => key === scene || key.split('/').at(-1) === scene)?.key ?? null;

/** What stays the same from one episode to the next. */
function kept(params: PageProps['params'], key: string, episode: string): Record<string, string> {
  const { tiles, over } = params as { readonly tiles?: string; readonly over?: string };
  return {
    ...{ key, episode },
    ...(tiles === undefined ? {} : { tiles }),
    ...(over === undefined ? {} : { over }),
  };
}

function Beside({ address, words }: { readonly address: string | null; readonly words: string }) {
  return address === null ? <span class="soft">{words}</span> : <a href={address}>{words}</a>;
}
