import { type ComponentType, lazy, Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { ADDRESSES } from '../core/view/addresses.ts';
import type { ViewManifest } from '../core/view/view-manifest.ts';
import { type Address, addressOf, formatAddress, type Page, replaceAddress, useAddress } from './address.ts';
import { fetchJson } from './fetch-file.ts';
import icon from './icon.svg';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { ErrorCard } from './ui/error-card.tsx';
import { KeysDialog, type KeyWords } from './ui/keys-dialog.tsx';
import { Loading } from './ui/loading.tsx';
import { ThemeButton } from './ui/theme-button.tsx';
import { useKeys } from './ui/use-keys.ts';
import { useLoaded } from './use-loaded.ts';

/** What every page is given. */
export type PageProps = {
  readonly manifest: ViewManifest;
  readonly params: Address['params'];
  /** Tells the keys that it has, for `?`. */
  readonly onKeys: (keys: readonly KeyWords[]) => void;
};

const page = (load: () => Promise<ComponentType<PageProps>>): ComponentType<PageProps> =>
  lazy(async () => ({ default: await load() })) as unknown as ComponentType<PageProps>;

/** Each page's program is fetched when the page is first opened. */
const PROGRAMS: Readonly<Record<Page, ComponentType<PageProps>>> = {
  play: page(async () => (await import('./play/play-page.tsx')).PlayPage),
  data: page(async () => (await import('./data/data-page.tsx')).DataPage),
  clip: page(async () => (await import('./clip/clip-page.tsx')).ClipPage),
  predictions: page(async () => (await import('./predictions/predictions-page.tsx')).PredictionsPage),
  dream: page(async () => (await import('./dream/dream-page.tsx')).DreamPage),
};

const TABS: readonly {
  readonly page: Page;
  readonly name: string;
  readonly has: (m: ViewManifest) => boolean;
}[] = [
  { page: 'play', name: 'Play', has: ({ scenes }) => scenes.length > 0 },
  { page: 'data', name: 'Data', has: ({ datasets }) => datasets.length > 0 },
  { page: 'predictions', name: 'Predictions', has: ({ predictions }) => predictions.length > 0 },
  { page: 'dream', name: 'Dream', has: ({ models, scenes }) => models.length > 0 && scenes.length > 0 },
];

const COMMON_KEYS: readonly KeyWords[] = [
  ['?', 'these keys'],
  ['Tab', 'to the next control'],
];

/** The whole viewer: its head, and the page that the address names. */
export function App() {
  const manifest = useLoaded((signal) => fetchJson<ViewManifest>(ADDRESSES.manifest, signal), []);
  const address = useAddress();
  const [keys, setKeys] = useState<readonly KeyWords[]>([]);
  const [showsKeys, setShowsKeys] = useState(false);
  useKeys({ '?': () => setShowsKeys(true) });
  if (manifest.kind === 'loading') return <Loading words="Opening worldwright" />;
  if (manifest.kind === 'failed') return <ErrorCard error={manifest.error} />;
  if (address.page === null) return <Beginning start={manifest.value.start} />;
  const { page: shown, params } = address;
  const { faults } = manifest.value;
  const Program = PROGRAMS[shown];
  return (
    <>
      <header class="top">
        <a class="brand" href="#/">
          <img src={icon} alt="" width={22} height={22} /> worldwright
        </a>
        <nav aria-label="Pages">
          {TABS.filter(({ has }) => has(manifest.value)).map((tab) => (
            <a
              key={tab.page}
              href={addressOf(tab.page)}
              aria-current={tab.page === (shown === 'clip' ? 'data' : shown) ? 'page' : undefined}
            >
              {tab.name}
            </a>
          ))}
        </nav>
        <span class="spring" />
        <button
          type="button"
          class="quiet"
          onClick={() => setShowsKeys(true)}
          aria-label="Keys"
          title="Keys (?)"
        >
          ?
        </button>
        <ThemeButton />
      </header>
      {faults.map((fault) => (
        <div class="card error" role="alert" key={fault.name}>
          <strong>{fault.message}</strong>
          <p>{fault.hint}</p>
        </div>
      ))}
      <main>
        <Suspense fallback={<Loading words="Opening the page" />}>
          <ErrorBoundary place={formatAddress({ page: shown, params })}>
            <Program manifest={manifest.value} params={params} onKeys={setKeys} />
          </ErrorBoundary>
        </Suspense>
      </main>
      {showsKeys && <KeysDialog keys={[...keys, ...COMMON_KEYS]} onClose={() => setShowsKeys(false)} />}
    </>
  );
}

/** An address that says nothing becomes that of the page to begin with, so that a link to it shows the same. */
function Beginning({ start }: { readonly start: ViewManifest['start'] }) {
  useEffect(() => {
    const { page, key } = start;
    replaceAddress({ page, params: { [page === 'play' || page === 'dream' ? 'scene' : 'key']: key } });
  }, [start]);
  return <Loading words="Opening the page" />;
}
