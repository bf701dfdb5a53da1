import type { ClusteredValues } from './bootstrap.ts';

/** What belongs to a cluster: what is resampled together. */
type OfCluster = { readonly cluster: string };

/** The place of every cluster among those that are resampled, in the order of their names. */
export type ClusterPlaces = ReadonlyMap<string, number>;

/** The places of the clusters of some items, each once. */
export const clusterPlaces = (items: readonly OfCluster[]): ClusterPlaces =>
  new Map([...new Set(items.map(({ cluster }) => cluster))].sort().map((cluster, i) => [cluster, i]));

/**
 * Gathers one measure of some items by cluster, added up in the items' order; NaN, a value that is not defined, is
 * left out.
 *
 * @param places - Holds the cluster of every item, and may hold others, which then have no value.
 */
export function gatherByCluster<T extends OfCluster>(
  items: readonly T[],
  places: ClusterPlaces,
  read: (item: T) => number,
): ClusteredValues {
  const [sums, counts] = [new Float64Array(places.size), new Float64Array(places.size)];
  for (const item of items) {
    const value = read(item);
    if (Number.isNaN(value)) continue;
    const place = places.get(item.cluster)!;
    sums[place]! += value;
    counts[place]! += 1;
  }
  return { sums, counts };
}
