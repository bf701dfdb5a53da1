import type { AddressPatch } from '../address.ts';
import { FACETS, type Facet, type Filters } from './facets.ts';
import { ORDERS, type Order } from './order.ts';

type Params = Readonly<Record<string, string>>;

const readList = (text: string | undefined): readonly string[] =>
  text === undefined
    ? []
    : text.split(',').map((value) => value.replaceAll('%2C', ',').replaceAll('%25', '%'));

const writeList = (values: readonly string[]): string | null =>
  values.length === 0
    ? null
    : values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');

/** The filters that an address names. */
export function readFilters(params: Params): Filters {
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, readList(params[facet])]));
  return { ...(facets as Record<Facet, readonly string[]>), words: params['words'] ?? '' };
}

/** The order that an address names; the plan's unless it is one of ours. */
export const readOrder = (params: Params): Order =>
  ORDERS.find((order) => order === params['sort']) ?? 'plan';

/** What makes an address name these values of a facet. */
export const facetPatch = (facet: Facet, values: readonly string[]): AddressPatch => ({
  [facet]: writeList(values),
});

/** What takes all filters out of an address. */
export const NO_FILTERS: AddressPatch = Object.fromEntries(
  [...FACETS, 'words'].map((name) => [name, null] as const),
);

/** Whether anything is filtered. */
export const isFiltered = (filters: Filters): boolean =>
  filters.words !== '' || FACETS.some((facet) => filters[facet].length > 0);
