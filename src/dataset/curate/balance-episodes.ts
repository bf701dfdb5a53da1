import { deriveSeed } from '../../core/rng.ts';

/** An episode that would stay, and what it is counted with. */
export type Balanced = {
  /** Names it among all. */
  readonly key: string;
  /** Episodes of these are weighed against each other: a split. */
  readonly split: string;
  /** A scene and an outcome. */
  readonly group: string;
};

/** An episode that is one too many, how many its group has and how many it may have. */
type Surplus = { readonly key: string; readonly size: number; readonly limit: number };

/**
 * Chooses whom to leave out so that no group of a split has more than `ratio` times the episodes of its rarest one.
 * Who that is follows from the episode's key alone, so more of the same dataset changes little.
 */
export function balanceEpisodes(episodes: readonly Balanced[], ratio: number): readonly Surplus[] {
  const splits = new Map<string, Map<string, string[]>>();
  for (const { key, split, group } of episodes) {
    const groups = splits.get(split) ?? new Map<string, string[]>();
    splits.set(split, groups);
    const keys = groups.get(group);
    if (keys === undefined) groups.set(group, [key]);
    else keys.push(key);
  }
  return [...splits.values()].flatMap((groups) => {
    const sizes = [...groups.values()].map((keys) => keys.length);
    const limit = Math.floor(ratio * Math.min(...sizes));
    return [...groups.values()].flatMap((keys) => {
      const drawn = keys.map((key) => ({ key, draw: deriveSeed(0, `balance ${key}`) }));
      drawn.sort((a, b) => a.draw - b.draw || (a.key < b.key ? -1 : 1));
      return drawn.slice(limit).map(({ key }) => ({ key, size: keys.length, limit }));
    });
  });
}
