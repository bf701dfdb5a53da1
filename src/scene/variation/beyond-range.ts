import type { Rng } from '../../core/rng.ts';
import { beyondOf, endsOf } from '../range-ends.ts';
import type { Scene, SceneRange } from '../scene-schema.ts';

/** A value as far as the range's `ood` goes, but outside of the range itself. */
export function drawBeyond(range: SceneRange, rng: Rng): number {
  const [low, high] = endsOf(range) as readonly [number, number];
  const [least, most] = beyondOf(range) as readonly [number, number];
  if ('integer' in range) {
    const whole = Array.from({ length: most - least + 1 }, (_, i) => least + i);
    return rng.choice(whole.filter((value) => value < low || value > high));
  }
  const below = Math.max(0, Math.min(low, most) - least);
  const above = Math.max(0, most - Math.max(high, least));
  for (;;) {
    const at = rng.uniform(0, below + above);
    const value = at < below ? least + at : most - (at - below);
    // Rounding can lead back onto an end.
    if (value < low || value > high) return value;
  }
}

/** The ranges of a scene that say how far they go in the split `ood`: `name`, or `body.name` of a body's. */
export const rangesBeyond = (scene: Scene): readonly string[] => [
  ...names(scene.random, ''),
  ...scene.bodies.flatMap(({ name, random }) => names(random, `${name}.`)),
];

const names = (ranges: Readonly<Record<string, SceneRange>> | undefined, prefix: string): string[] =>
  Object.entries(ranges ?? {}).flatMap(([name, range]) =>
    beyondOf(range) === null ? [] : [`${prefix}${name}`],
  );

/** Which of an episode's parameters lie outside of the ranges of its scene. */
export function parametersBeyond(
  scene: Scene,
  parameters: Readonly<Record<string, number | string>>,
): readonly string[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    const ends = endsOfParameter(scene, name);
    const outside = ends !== null && typeof value === 'number' && (value < ends[0] || value > ends[1]);
    return outside ? [name] : [];
  });
}

/** The ends of the range that a parameter was drawn from. */
function endsOfParameter(scene: Scene, name: string): readonly [number, number] | null {
  const [owner, own] = name.includes('.') ? name.split('.') : [null, name];
  const body = scene.bodies.find((one) => one.name === owner || one.name === owner?.replace(/_\d+$/, ''));
  const range = (owner === null ? scene.random : body?.random)?.[own as string];
  return range === undefined ? null : endsOf(range);
}
