import { useEffect, useMemo } from 'preact/hooks';
import { ADDRESSES } from '../../core/view/addresses.ts';
import type { DatasetIndex } from '../../core/view/dataset-view.ts';
import { patchAddress } from '../address.ts';
import type { PageProps } from '../app.tsx';
import { fetchJson } from '../fetch-file.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { Loading } from '../ui/loading.tsx';
import { useLoaded } from '../use-loaded.ts';
import { ClipGrid } from './clip-grid.tsx';
import './data.css';
import { DatasetHead } from './dataset-head.tsx';
import { episodeRows } from './episode-row.ts';
import { sift } from './facets.ts';
import { FilterPanel } from './filter-panel.tsx';
import { isFiltered, NO_FILTERS, readFilters, readOrder } from './filters-address.ts';
import { ORDER_NAMES, ORDERS, sortRows } from './order.ts';
import { type Digests, useDigests } from './use-digests.ts';

/** The episodes of a dataset: filtered, sorted, moving. */
export function DataPage({ manifest, params, onKeys }: PageProps) {
  const key = params['key'] ?? manifest.datasets[0]?.key ?? '';
  const index = useLoaded((signal) => fetchJson<DatasetIndex>(ADDRESSES.dataset(key), signal), [key]);
  useEffect(
    () =>
      onKeys([
        ['← → ↑ ↓', 'to the next clip'],
        ['Enter', 'open the clip'],
        ['/', 'search'],
      ]),
    [onKeys],
  );
  if (index.kind === 'failed') return <ErrorCard error={index.error} />;
  if (index.kind === 'loading') return <Loading words="Reading the dataset's index" />;
  return (
    <>
      {manifest.datasets.length > 1 && (
        <label class="row dataset-choice">
          Dataset
          <select
            value={key}
            onChange={({ currentTarget }) =>
              patchAddress({ ...NO_FILTERS, sort: null, key: currentTarget.value })
            }
          >
            {manifest.datasets.map((dataset) => (
              <option key={dataset.key} value={dataset.key}>
                {dataset.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <Dataset key={key} dataKey={key} index={index.value} params={params} />
    </>
  );
}

type DatasetProps = {
  readonly dataKey: string;
  readonly index: DatasetIndex;
  readonly params: PageProps['params'];
};

function Dataset({ dataKey, index, params }: DatasetProps) {
  const known = useDigests(dataKey, index.episodes.id.length);
  const rows = useMemo(() => episodeRows(index, known.digests), [index, known.digests]);
  const filters = useMemo(() => readFilters(params), [params]);
  const order = readOrder(params);
  const { shown, counts } = useMemo(() => sift(rows, filters), [rows, filters]);
  const sorted = useMemo(() => sortRows(shown, order), [shown, order]);
  return (
    <div class="data-page">
      <aside>
        <details class="narrow-fold" open={innerWidth > 760}>
          <summary>Filters</summary>
          <FilterPanel filters={filters} counts={counts} />
        </details>
      </aside>
      <section aria-label="Episodes">
        <DatasetHead index={index} />
        <div class="row grid-head">
          <strong role="status">
            {sorted.length.toLocaleString('en')} of {rows.length.toLocaleString('en')} shown
          </strong>
          {isFiltered(filters) && (
            <button type="button" onClick={() => patchAddress(NO_FILTERS)}>
              Clear filters
            </button>
          )}
          <ReadState known={known} total={rows.length} />
          <span class="spring" />
          <label class="row">
            Sort
            <select
              value={order}
              onChange={({ currentTarget: { value } }) =>
                patchAddress({ sort: value === 'plan' ? null : value })
              }
            >
              {ORDERS.map((name) => (
                <option key={name} value={name}>
                  {ORDER_NAMES[name]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {known.error !== null && <ErrorCard error={known.error} />}
        {sorted.length === 0 ? (
          <NothingShown total={rows.length} isComplete={known.read === rows.length} />
        ) : (
          <ClipGrid dataKey={dataKey} rows={sorted} aspect={index.height / index.width} />
        )}
      </section>
    </div>
  );
}

/** How much of the dataset the filters know. */
function ReadState({ known, total }: { readonly known: Digests; readonly total: number }) {
  if (known.read >= total) return null;
  return (
    <span class="row soft" role="status">
      {known.read.toLocaleString('en')} of {total.toLocaleString('en')} read
      <progress value={known.read} max={total} />
    </span>
  );
}

function NothingShown({ total, isComplete }: { readonly total: number; readonly isComplete: boolean }) {
  return (
    <div class="card empty">
      {total === 0 ? (
        <p>
          The dataset has no episodes yet. Run <code>worldwright generate</code> again with the same
          arguments: it goes on where it stopped.
        </p>
      ) : (
        <p>
          No episode has all of that{isComplete ? '' : ' among those read so far'}. Take a filter away, or{' '}
          <button type="button" onClick={() => patchAddress(NO_FILTERS)}>
            clear them all
          </button>
        </p>
      )}
    </div>
  );
}
