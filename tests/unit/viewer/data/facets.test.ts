import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EpisodeRow } from '#src/viewer/data/episode-row.ts';
import { FACETS, type Filters, sift } from '#src/viewer/data/facets.ts';
import { facetPatch, isFiltered, readFilters } from '#src/viewer/data/filters-address.ts';
import { sortRows } from '#src/viewer/data/order.ts';

const digest = (
  over: Partial<NonNullable<EpisodeRow['digest']>> = {},
): NonNullable<EpisodeRow['digest']> => ({
  ...{
    id: '',
    seed: 0,
    outcome: null,
    policy: null,
    parent: null,
    events: {},
    caption: null,
    flags: [],
    fault: null,
  },
  ...over,
});
const row = (place: number, over: Partial<EpisodeRow> = {}): EpisodeRow => ({
  ...{ place, id: `push-${place}`, scene: 'push', split: 'train', digest: digest() },
  ...over,
});
const NONE: Filters = readFilters({});

const ROWS: readonly EpisodeRow[] = [
  row(0, {
    digest: digest({ seed: 5, outcome: 'success', events: { contact_begin: 3 }, caption: 'A red box.' }),
  }),
  row(1, {
    scene: 'dominoes',
    digest: digest({ seed: 2, outcome: 'failure', events: { near_miss: 1, contact_begin: 1 } }),
  }),
  row(2, { split: 'test', digest: digest({ seed: 9, fault: 'truncated' }) }),
  row(3, { digest: null }),
];

const ids = (rows: readonly EpisodeRow[]): readonly number[] => rows.map(({ place }) => place);

it('shows what has one of the wanted values of every facet', () => {
  const shown = (over: Partial<Filters>): readonly number[] => ids(sift(ROWS, { ...NONE, ...over }).shown);
  expect(shown({})).toEqual([0, 1, 2, 3]);
  expect(shown({ scene: ['push'] })).toEqual([0, 2, 3]);
  expect(shown({ event: ['near_miss', 'none'] })).toEqual([1]);
  expect(shown({ scene: ['push'], outcome: ['success', 'failure'] })).toEqual([0]);
  expect(shown({ words: 'RED box' })).toEqual([0]);
  expect(shown({ words: 'red sphere' })).toEqual([]);
  expect(shown({ state: ['damaged'] })).toEqual([2]);
});

it('counts what each value would show', () => {
  const values = fc.constantFrom('a', 'b', 'c');
  const rows = fc.array(
    fc.record({ scene: values, split: values, outcome: fc.constantFrom('success', 'failure', null) }),
    {
      maxLength: 20,
    },
  );
  const filters = fc.record({ scene: fc.uniqueArray(values), split: fc.uniqueArray(values) });
  fc.assert(
    fc.property(rows, filters, (parts, wanted) => {
      const all = parts.map(({ scene, split, outcome }, i) =>
        row(i, { scene, split, digest: digest({ outcome: outcome as 'success' | null }) }),
      );
      const chosen = { ...NONE, ...wanted };
      for (const facet of FACETS)
        for (const { value, count } of sift(all, chosen).counts[facet])
          expect(count).toBe(sift(all, { ...chosen, [facet]: [value] }).shown.length);
    }),
  );
});

it('keeps filters in the address, whatever their values hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (values) => {
      const text = facetPatch('flag', values)['flag'] as string;
      expect(readFilters({ flag: text }).flag).toEqual(values);
    }),
  );
  expect(facetPatch('scene', [])).toEqual({ scene: null });
  expect(isFiltered(NONE)).toBe(false);
  expect(isFiltered(readFilters({ words: 'x' }))).toBe(true);
});

it('sorts, with what is not known yet last', () => {
  expect(ids(sortRows(ROWS, 'plan'))).toEqual([0, 1, 2, 3]);
  expect(ids(sortRows(ROWS, 'events'))).toEqual([0, 1, 2, 3]);
  expect(ids(sortRows(ROWS, 'outcome'))).toEqual([1, 0, 2, 3]);
  expect(ids(sortRows(ROWS, 'seed'))).toEqual([1, 0, 2, 3]);
  expect(ids(sortRows(ROWS, 'damaged'))).toEqual([2, 0, 1, 3]);
});
