import type { EpisodeRow } from './episode-row.ts';

/** By what episodes are told apart, in the order in which it is shown. */
export const FACETS = ['scene', 'split', 'outcome', 'event', 'policy', 'flag', 'state'] as const;
export type Facet = (typeof FACETS)[number];

/** Which values of each facet are wanted (any of them; none for all), and words to be found. */
export type Filters = Readonly<Record<Facet, readonly string[]>> & { readonly words: string };

/** A value of a facet, and how many episodes have it that pass all other filters. */
export type FacetCount = { readonly value: string; readonly count: number };

/** What the values of a facet are called where an episode has none. */
const NONE: Readonly<Partial<Record<Facet, string>>> = { outcome: 'none', event: 'none' };

/** The values of an episode; none as long as its digest has not come. */
function valuesOf(facet: Facet, row: EpisodeRow): readonly string[] {
  if (facet === 'scene') return [row.scene];
  if (facet === 'split') return [row.split];
  const { digest } = row;
  if (digest === null) return [];
  switch (facet) {
    case 'outcome':
      return [digest.outcome ?? 'none'];
    case 'event': {
      const kinds = Object.keys(digest.events);
      return kinds.length === 0 && digest.fault === null ? ['none'] : kinds;
    }
    case 'policy':
      return digest.policy === null ? [] : [digest.policy];
    case 'flag':
      return digest.flags;
    case 'state':
      return [
        ...(digest.fault === null ? [] : ['damaged']),
        ...(digest.parent === null ? [] : ['has a sibling before it']),
      ];
  }
}

/** What is searched in an episode, in lower case. */
const textOf = ({ id, scene, digest }: EpisodeRow): string =>
  [id, scene, digest?.caption, digest?.policy, digest?.fault, ...(digest?.flags ?? [])]
    .join(' ')
    .toLowerCase();

const isWanted = (wanted: readonly string[], values: readonly string[]): boolean =>
  wanted.length === 0 || values.some((value) => wanted.includes(value));

/** What passes, and the counts of each facet among what its own filter alone keeps out. */
export function sift(
  rows: readonly EpisodeRow[],
  filters: Filters,
): {
  readonly shown: readonly EpisodeRow[];
  readonly counts: Readonly<Record<Facet, readonly FacetCount[]>>;
} {
  const counts = FACETS.map(() => new Map<string, number>());
  const words = filters.words.toLowerCase().split(/\s+/).filter(Boolean);
  const shown: EpisodeRow[] = [];
  for (const row of rows) {
    const values = FACETS.map((facet) => valuesOf(facet, row));
    const text = words.length === 0 ? '' : textOf(row);
    const found = words.every((word) => text.includes(word));
    const failing = found
      ? FACETS.filter((facet, f) => !isWanted(filters[facet], values[f] as string[]))
      : null;
    if (failing?.length === 0) shown.push(row);
    for (const [f, facet] of FACETS.entries()) {
      // Every value is told, even if nothing that passes the others has it.
      const counted =
        failing !== null && (failing.length === 0 || (failing.length === 1 && failing[0] === facet));
      for (const value of values[f] as string[])
        counts[f]?.set(value, (counts[f]?.get(value) ?? 0) + (counted ? 1 : 0));
    }
  }
  const sorted = FACETS.map(
    (facet, f) => [facet, sortCounts(facet, counts[f] ?? new Map(), filters)] as const,
  );
  return { shown, counts: Object.fromEntries(sorted) as Record<Facet, readonly FacetCount[]> };
}

/** By name, what stands for nothing last; what is chosen stays, even if no episode has it. */
function sortCounts(
  facet: Facet,
  counts: ReadonlyMap<string, number>,
  filters: Filters,
): readonly FacetCount[] {
  const all = new Map(counts);
  for (const value of filters[facet]) if (!all.has(value)) all.set(value, 0);
  const isNone = (value: string): number => Number(value === NONE[facet]);
  return [...all]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => isNone(a.value) - isNone(b.value) || (a.value < b.value ? -1 : 1));
}
