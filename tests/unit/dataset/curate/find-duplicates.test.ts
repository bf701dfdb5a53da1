import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BodyFacts } from '#src/core/recorded-episode.ts';
import { type Comparable, findDuplicates } from '#src/dataset/curate/find-duplicates.ts';
import { hashDistance } from '#src/dataset/curate/measure-picture.ts';
import { courseDistance, type StateCourse, stateCourse } from '#src/dataset/curate/state-course.ts';

const bodies = [
  { name: 'a', motion: 'dynamic' },
  { name: 'floor', motion: 'fixed' },
] as unknown as readonly BodyFacts[];

/** A body that stands at `x`; the floor is far away and counts for nothing. */
const standing = (x: number): StateCourse =>
  stateCourse(
    bodies,
    Float64Array.from({ length: 8 * 6 }, (_, i) => (i % 6 === 0 ? x : i % 6 === 3 ? 1e6 * x : 0)),
  );

const comparable = (x: number, look: number, group = 'g'): Comparable => ({
  group,
  course: standing(x),
  hashes: async () => [Uint8Array.from({ length: 8 }, (_, i) => (look >> i) & 1)],
});

it('compares courses of what moves, in metres', () => {
  expect(courseDistance(standing(1), standing(1.25), 1)).toBeCloseTo(0.25);
  expect(courseDistance(standing(1), standing(1.25), 0.2)).toBe(Number.POSITIVE_INFINITY);
});

it('keeps the first of those that are alike, and what is only like one that goes', async () => {
  const clips = [0, 0.9, 1.8, 2.7].map((x) => comparable(x, 255));
  expect(await findDuplicates(clips, 1, 0.1)).toEqual([
    { clip: 1, like: 0, distance: expect.closeTo(0.9) },
    { clip: 3, like: 2, distance: expect.closeTo(0.9) },
  ]);
});

it('wants both: what happened, and how it looks; and never compares groups', async () => {
  expect(await findDuplicates([comparable(0, 15), comparable(0, 240)], 1, 0.5)).toEqual([]);
  expect(await findDuplicates([comparable(0, 15), comparable(9, 15)], 1, 0.5)).toEqual([]);
  expect(await findDuplicates([comparable(0, 15), comparable(0, 15, 'h')], 1, 0.5)).toEqual([]);
  expect(await findDuplicates([comparable(0, 15), comparable(0, 15)], 1, 0.5)).toHaveLength(1);
});

/** The same by comparing each with each. */
async function slowly(clips: readonly Comparable[], most: number, look: number): Promise<readonly number[]> {
  const gone: number[] = [];
  for (const [i, clip] of clips.entries()) {
    for (const [j, other] of clips.slice(0, i).entries()) {
      if (gone.includes(j) || other.group !== clip.group) continue;
      if (courseDistance(clip.course, other.course, 1e9) > most) continue;
      if (hashDistance(await clip.hashes(), await other.hashes()) > look) continue;
      gone.push(i);
      break;
    }
  }
  return gone;
}

it('finds what comparing each with each finds', async () => {
  const clip = fc.record({
    x: fc.double({ min: -3, max: 3, noNaN: true }),
    look: fc.integer({ min: 1, max: 255 }),
    group: fc.constantFrom('g', 'h'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(clip, { maxLength: 25 }), async (drawn) => {
      const clips = drawn.map(({ x, look, group }) => comparable(x, look, group));
      const found = await findDuplicates(clips, 0.3, 0.5);
      expect(found.map((one) => one.clip)).toEqual(await slowly(clips, 0.3, 0.5));
    }),
    { numRuns: 60 },
  );
});

it('reads pictures only of what took nearly the same course', async () => {
  let read = 0;
  const clips = [0, 5, 10, 10.1].map((x) => ({
    ...comparable(x, 1),
    hashes: async () => {
      read++;
      return [Uint8Array.of(1)];
    },
  }));
  await findDuplicates(clips, 1, 0.5);
  expect(read).toBe(2);
});
