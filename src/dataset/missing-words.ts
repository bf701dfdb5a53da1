/** Most divisions into parts that are tried. */
const MOST_PARTS = 4096;

/**
 * Which episodes a dataset lacks, in words. Where they are whole parts of a division as `--shard i/n` makes
 * it, the parts are named: `shards 2/4, 3/4 (24 of 48 episodes)`.
 *
 * @param planned - Ids of all episodes, in the plan's order.
 * @param missing - Ids of those that are not there.
 */
export function missingWords(planned: readonly string[], missing: readonly string[]): string {
  const share = `${missing.length} of ${planned.length} episodes`;
  const lacks = new Set(missing);
  const parts = missingParts(planned.map((id) => lacks.has(id)));
  if (parts !== null) {
    const { count, indices } = parts;
    const named = indices.slice(0, 8).map((index) => `${index}/${count}`);
    const more = indices.length > named.length ? [`and ${indices.length - named.length} more`] : [];
    return `shard${indices.length === 1 ? '' : 's'} ${[...named, ...more].join(', ')} (${share})`;
  }
  const named = missing.slice(0, 5).join(', ');
  return `${share} (${named}${missing.length > 5 ? ', …' : ''})`;
}

/** The coarsest division of which whole parts, counted from 1, are missing and others whole; `null` where none fits. */
function missingParts(
  missing: readonly boolean[],
): { readonly count: number; readonly indices: readonly number[] } | null {
  // With parts of one episode each, anything would be a division.
  const most = Math.min(MOST_PARTS, Math.floor(missing.length / 2));
  for (let count = 2; count <= most; count++) {
    if (!missing.every((lacks, k) => lacks === missing[k % count])) continue;
    const indices = Array.from({ length: count }, (_, i) => i + 1).filter((i) => missing[i - 1]);
    return indices.length === count ? null : { count, indices };
  }
  return null;
}
