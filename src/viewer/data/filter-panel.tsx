import { useEffect, useRef } from 'preact/hooks';
import { patchAddress } from '../address.ts';
import { useKeys } from '../ui/use-keys.ts';
import { EventMark, eventName } from './event-mark.tsx';
import { FACETS, type Facet, type FacetCount, type Filters } from './facets.ts';
import { facetPatch } from './filters-address.ts';

const FACET_NAMES: Readonly<Record<Facet, string>> = {
  scene: 'Scene',
  split: 'Split',
  outcome: 'Outcome',
  event: 'Event',
  policy: 'Policy',
  flag: 'Flag',
  state: 'State',
};

/** Values of a facet that are shown before one asks for more. */
const FEW = 12;

type FilterPanelProps = {
  readonly filters: Filters;
  readonly counts: Readonly<Record<Facet, readonly FacetCount[]>>;
};

/** What episodes can be filtered by, with counts of what each value would show. */
export function FilterPanel({ filters, counts }: FilterPanelProps) {
  const shown = FACETS.filter(
    (facet) => filters[facet].length > 0 || counts[facet].length > 1 || facet === 'flag' || facet === 'state',
  );
  return (
    <div class="filters">
      <Search words={filters.words} />
      {shown
        .filter((facet) => counts[facet].length > 0)
        .map((facet) => (
          <FacetList key={facet} facet={facet} counts={counts[facet]} chosen={filters[facet]} />
        ))}
    </div>
  );
}

/** Words that captions, names and flags must hold. */
function Search({ words }: { readonly words: string }) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  useEffect(() => {
    if (field.current !== null && field.current.value !== words) field.current.value = words;
  }, [words]);
  return (
    <input
      ref={field}
      type="search"
      placeholder="Search captions, names (/)"
      aria-label="Search captions, names and flags"
      onInput={({ currentTarget }) =>
        patchAddress({ words: currentTarget.value === '' ? null : currentTarget.value })
      }
    />
  );
}

type FacetListProps = {
  readonly facet: Facet;
  readonly counts: readonly FacetCount[];
  readonly chosen: readonly string[];
};

function FacetList({ facet, counts, chosen }: FacetListProps) {
  const turn = (value: string): void =>
    patchAddress(
      facetPatch(facet, chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]),
    );
  const choice = ({ value, count }: FacetCount) => (
    <label key={value} class={count === 0 ? 'facet none' : 'facet'}>
      <input type="checkbox" checked={chosen.includes(value)} onChange={() => turn(value)} />
      {facet === 'event' && value !== 'none' && <EventMark kind={value} />}
      <span class="facet-name" title={value}>
        {facet === 'event' ? eventName(value) : value}
      </span>
      <span class="facet-count">{count.toLocaleString('en')}</span>
    </label>
  );
  return (
    <fieldset>
      <legend>{FACET_NAMES[facet]}</legend>
      {counts.slice(0, FEW).map(choice)}
      {counts.length > FEW && (
        <details open={counts.slice(FEW).some(({ value }) => chosen.includes(value))}>
          <summary>{counts.length - FEW} more</summary>
          {counts.slice(FEW).map(choice)}
        </details>
      )}
    </fieldset>
  );
}
