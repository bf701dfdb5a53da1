import { expect, it } from 'vitest';
import { createLoadQueue } from '#src/viewer/data/load-queue.ts';

it('has a few under way, starts the others in their order, and never what was given up', async () => {
  const queue = createLoadQueue(2);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const load = (i: number) => () =>
    new Promise<number>((resolve) => {
      started.push(i);
      ends.push(() => resolve(i));
    });
  const aborts = Array.from({ length: 5 }, () => new AbortController());
  const runs = aborts.map(({ signal }, i) => queue.run(load(i), signal));
  expect(started).toEqual([0, 1]);
  aborts[2]?.abort();
  await expect(runs[2]).rejects.toThrow();
  ends[0]?.();
  expect(await runs[0]).toBe(0);
  await Promise.resolve();
  expect(started).toEqual([0, 1, 3]);
  ends[1]?.();
  ends[2]?.();
  expect(await Promise.all([runs[1], runs[3]])).toEqual([1, 3]);
  expect(started).toEqual([0, 1, 3, 4]);
});
