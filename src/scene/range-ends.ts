import type { Scene, SceneRange } from './scene-schema.ts';

/** The ends of a range, or `null` for a choice. */
export function endsOf(range: SceneRange): readonly [low: number, high: number] | null {
  if ('uniform' in range) return range.uniform;
  return 'integer' in range ? range.integer : null;
}

/** How far a range goes in the split `ood`, or `null` where it does not say. */
export const beyondOf = (range: SceneRange): readonly [low: number, high: number] | null =>
  'choice' in range ? null : (range.ood ?? null);

/**
 * The low end of a range (index 0), its high end (1), how low (2) and how high (3) it goes in the split
 * `ood`; or a choice's item (the last, past its end).
 */
export function rangeEnd(range: SceneRange, index: number): number | string {
  if ('choice' in range) return range.choice[Math.min(index, range.choice.length - 1)] as number | string;
  const [low, high] = (index < 2 ? null : beyondOf(range)) ?? (endsOf(range) as readonly [number, number]);
  return index % 2 === 0 ? low : high;
}

/** The greatest value that a number of a scene, or the scene's range that it names, can have. */
export function greatestValue(scene: Scene, value: number | string): number {
  if (typeof value === 'number') return value;
  const range = scene.random?.[value.slice(1)];
  if (range === undefined) return Number.POSITIVE_INFINITY;
  if ('choice' in range) return Math.max(...range.choice.map(Number));
  return Math.max(Number(rangeEnd(range, 1)), Number(rangeEnd(range, 3)));
}
