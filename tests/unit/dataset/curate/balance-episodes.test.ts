import { expect, it } from 'vitest';
import { type Balanced, balanceEpisodes } from '#src/dataset/curate/balance-episodes.ts';

const some = (group: string, count: number, split = 'train'): Balanced[] =>
  Array.from({ length: count }, (_, i) => ({ key: `${split}/${group}/${i}`, split, group }));

it('leaves no group more than so many times the rarest of its split', () => {
  const gone = balanceEpisodes(
    [...some('a', 10), ...some('b', 3), ...some('c', 5), ...some('a', 9, 'test')],
    1.5,
  );
  const count = (start: string): number => gone.filter(({ key }) => key.startsWith(start)).length;
  expect(count('train/a')).toBe(6);
  expect(count('train/b')).toBe(0);
  expect(count('train/c')).toBe(1);
  expect(count('test')).toBe(0);
  expect(gone[0]).toMatchObject({ size: 10, limit: 4 });
});

it('draws the same ones in any order, and few others once there are more', () => {
  const episodes = [...some('a', 40), ...some('b', 20)];
  const names = (list: readonly Balanced[]): string[] =>
    balanceEpisodes(list, 1)
      .map(({ key }) => key)
      .sort();
  expect(names([...episodes].reverse())).toEqual(names(episodes));
  const before = new Set(names(episodes));
  const after = names([...some('a', 44), ...some('b', 20)]);
  expect(after.filter((key) => before.has(key)).length).toBeGreaterThanOrEqual(18);
});
