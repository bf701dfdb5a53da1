import { expect, it } from 'vitest';
import { clusterPlaces, gatherByCluster } from '#src/metrics/gather-by-cluster.ts';

const items = [
  { cluster: 'b', value: 1 },
  { cluster: 'a', value: 4 },
  { cluster: 'b', value: Number.NaN },
  { cluster: 'b', value: 2 },
];

it('puts clusters in the order of their names, each once', () => {
  expect([...clusterPlaces(items)]).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
});

it('adds up and counts what is defined, in the order of the items', () => {
  const gathered = gatherByCluster(items, clusterPlaces(items), ({ value }) => value);
  expect(gathered).toEqual({ sums: Float64Array.of(4, 3), counts: Float64Array.of(1, 2) });
  // 0.1 + 0.2 + 0.3 is another number the other way round.
  const tenths = [0.3, 0.2, 0.1].map((value) => ({ cluster: 'a', value }));
  const sumOf = (of: typeof tenths) => gatherByCluster(of, clusterPlaces(of), ({ value }) => value).sums[0];
  expect(sumOf(tenths)).toBe(0.3 + 0.2 + 0.1);
  expect(sumOf(tenths.reverse())).toBe(0.1 + 0.2 + 0.3);
});

it('leaves a cluster without a value that has no items', () => {
  const places = clusterPlaces([...items, { cluster: 'c' }]);
  const { sums, counts } = gatherByCluster(items, places, ({ value }) => value);
  expect([sums[2], counts[2]]).toEqual([0, 0]);
});
