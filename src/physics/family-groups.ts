import type { Body } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';

/** The engine has so many groups. */
const MAX_FAMILIES = 16;

/**
 * The engine's collision groups of each family among the bodies: a collider of it is in the family's group,
 * and meets all but that one.
 *
 * @throws {@link ToolkitError} `argument/invalid` for more than 16 families.
 */
export function familyGroups(bodies: readonly Body[]): ReadonlyMap<string, number> {
  const families = [...new Set(bodies.flatMap(({ family }) => family ?? []))].sort();
  if (families.length > MAX_FAMILIES) {
    throw new ToolkitError(
      'argument/invalid',
      `Bodies must belong to at most ${MAX_FAMILIES} families, got ${families.length}.`,
      'Let some robots meet themselves.',
    );
  }
  return new Map(
    families.map((family, i) => {
      const own = 1 << i;
      return [family, ((own << 16) | (0xffff & ~own)) >>> 0];
    }),
  );
}
