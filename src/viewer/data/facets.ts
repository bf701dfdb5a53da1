import type { EpisodeDigest } from '../../core/view/dataset-view.ts';
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

/** What is known of an episode once its digest has come: it is asked for at every change of the filters. */
type Known = { readonly values: readonly (readonly string[])[]; readonly text: string };

const known = new WeakMap<EpisodeDigest, Known>();

function knownOf(row: EpisodeRow): Known {
  const { id, scene, digest } = row;
  const found = digest === null ? undefined : known.get(digest);
  if (found !== undefined) return found;
  const words = [id, scene, digest?.caption, digest?.policy, digest?.fault, ...(digest?.flags ?? [])];
  const made = { values: FACETS.map((facet) => valuesOf(facet, row)), text: words.join(' ').toLowerCase() };
  if (digest !== null) known.set(digest, made);
  return made;
}

/** What passes, and the counts of each facet among what its own filter alone keeps out. */
export function sift(
  rows: readonly EpisodeRow[],
  filters: Filters,
): {
  readonly shown: readonly EpisodeRow[];
  readonly counts: Readonly<Record<Facet, readonly FacetCount[]>>;
} {
  const counts = FACETS.map(() => new Map<string, number>());
  const wanted = FACETS.map((facet) => new Set(filters[facet]));
  const words = filters.words.toLowerCase().split(/\s+/).filter(Boolean);
  const shown: EpisodeRow[] = [];
  for (const row of rows) {
    const { values, text } = knownOf(row);
    // Which filter keeps it out: none (−1), one of them, or several or the words (−2).
    let keeper = words.every((word) => text.includes(word)) ? -1 : -2;
    for (let f = 0; f < FACETS.length && keeper > -2; f++) {
      const choice = wanted[f] as ReadonlySet<string>;
      if (choice.size > 0 && !values[f]?.some((value) => choice.has(value))) keeper = keeper === -1 ? f : -2;
    }
    if (keeper === -1) shown.push(row);
    for (let f = 0; f < FACETS.length; f++) {
      const count = counts[f] as Map<string, number>;
      const counted = keeper === -1 || keeper === f ? 1 : 0;
      // Every value is told, even if nothing that passes the others has it.
      for (const value of values[f] as readonly string[]) count.set(value, (count.get(value) ?? 0) + counted);
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
