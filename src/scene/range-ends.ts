import type { Scene, SceneRange } from './scene-schema.ts';

/** The low end of a range (index 0), its high end (1), or a choice's item (the last, past its end). */
export function rangeEnd(range: SceneRange, index: number): number | string {
  if ('uniform' in range) return range.uniform[index === 0 ? 0 : 1];
  if ('integer' in range) return range.integer[index === 0 ? 0 : 1];
  return range.choice[Math.min(index, range.choice.length - 1)] as number | string;
}

/** The greatest value that a number of a scene, or the scene's range that it names, can have. */
export function greatestValue(scene: Scene, value: number | string): number {
  if (typeof value === 'number') return value;
  const range = scene.random?.[value.slice(1)];
  if (range === undefined) return Number.POSITIVE_INFINITY;
  return 'choice' in range ? Math.max(...range.choice.map(Number)) : Number(rangeEnd(range, 1));
}
