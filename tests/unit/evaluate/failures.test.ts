import { expect, it } from 'vitest';
import { failureOf, groupFailures } from '#src/evaluate/failures.ts';
import type { ScoredClip } from '#src/evaluate/summarize.ts';
import { METRIC_IDS, type MetricId } from '#src/metrics/metric-ids.ts';

const GOOD: Partial<Record<MetricId, number>> = {
  ...{ presence: 1, hallucinated_motion: 0, vanished_motion: 0, union_iou: 0.9, sharpness: 1 },
};

/** A clip with those scores one frame ahead. */
const clip = (id: string, scores: Partial<Record<MetricId, number>>): ScoredClip => ({
  ...{ model: 'a', scene: 's', cluster: id, clip: id },
  scores: Object.fromEntries(
    METRIC_IDS.map((metric) => [metric, Float64Array.of({ ...GOOD, ...scores }[metric] ?? Number.NaN)]),
  ) as unknown as ScoredClip['scores'],
});

const kindOf = (scores: Partial<Record<MetricId, number>>) => failureOf(clip('c', scores), 1)?.name ?? null;

it.each([
  ['none', {}, null],
  ['what is gone', { presence: 0.4, vanished_motion: 1, union_iou: 0 }, 'vanished'],
  ['what moves by itself', { hallucinated_motion: 0.03 }, 'hallucinated motion'],
  ['what stands still where it should not', { vanished_motion: 0.95, union_iou: 0.7 }, 'frozen'],
  ['a small motion that is lost in its place', { vanished_motion: 0.95, union_iou: 0.85 }, null],
  ['what moves elsewhere', { union_iou: 0.2 }, 'misplaced'],
  ['what is smeared', { sharpness: 0.4 }, 'blurred'],
  ['a measure that is not defined', { presence: Number.NaN, union_iou: Number.NaN }, null],
] as const)('calls %s by its kind', (_, scores, name) => {
  expect(kindOf(scores)).toBe(name);
});

it('counts the clips of a kind, and shows the one that breaks its rule by most', () => {
  const clips = [
    clip('x', { union_iou: 0.2 }),
    clip('y', { union_iou: 0.1 }),
    clip('z', { presence: 0 }),
    clip('w', {}),
  ];
  const found = groupFailures(clips, ['a'], 1);
  expect(found.map(({ kind, clips: n, among, worst }) => [kind.name, n, among, worst.clip])).toEqual([
    ['vanished', 1, 4, 'z'],
    ['misplaced', 2, 4, 'y'],
  ]);
});
