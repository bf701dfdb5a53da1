import { describe, expect, it } from 'vitest';
import { missingWords } from '#src/dataset/missing-words.ts';

const planned = Array.from({ length: 48 }, (_, k) => `push-${String(k).padStart(6, '0')}`);
const without = (lacks: (k: number) => boolean): string =>
  missingWords(
    planned,
    planned.filter((_, k) => lacks(k)),
  );

describe('what a dataset lacks', () => {
  it('is the shard that did not run', () => {
    expect(without((k) => k % 4 === 2)).toBe('shard 3/4 (12 of 48 episodes)');
    expect(without((k) => k % 16 === 0)).toBe('shard 1/16 (3 of 48 episodes)');
  });

  it('is all shards but the one that ran', () => {
    expect(without((k) => k % 16 !== 5)).toBe(
      'shards 1/16, 2/16, 3/16, 4/16, 5/16, 7/16, 8/16, 9/16, and 7 more (45 of 48 episodes)',
    );
  });

  it('is named by its episodes where a shard stopped midway, or all is missing', () => {
    expect(without((k) => k % 4 === 2 && k > 20)).toBe(
      '7 of 48 episodes (push-000022, push-000026, push-000030, push-000034, push-000038, …)',
    );
    expect(without((k) => k === 7)).toBe('1 of 48 episodes (push-000007)');
    expect(without(() => true)).toMatch(/^48 of 48 episodes \(push-000000, /);
  });
});
