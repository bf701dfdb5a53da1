import type { Body } from '../../core/episode.ts';
import { deriveSeed } from '../../core/rng.ts';
import type { Scene, SceneBody } from '../scene-schema.ts';

/** A body's kind of shape, colour and material, such as `box #d1495b wood`. */
export const combinationOf = ({ shape, material }: Pick<Body, 'shape' | 'material'>): string =>
  combination(shape.kind, material.color, material.name);

/** A combination by the words of a scene file, where a mesh is drawn as an extrusion. */
export const combination = (shape: string, color: string, material: string): string =>
  `${shape === 'extrusion' ? 'mesh' : shape} ${color.toLowerCase()} ${material}`;

/** One in so many combinations is held out. */
const HELD_OUT = 5;

const listOf = <T>(items: T | readonly T[]): readonly T[] => (Array.isArray(items) ? items : [items as T]);

/** The colours that a colour of a scene file can be. */
function colors(color: string, scene: Scene, body: SceneBody): readonly string[] {
  const range = color.startsWith('$')
    ? (body.random?.[color.slice(1)] ?? scene.random?.[color.slice(1)])
    : null;
  return range && 'choice' in range ? range.choice.map(String) : [color];
}

/** The combinations that one body of a scene file can have. */
export function possibleCombinations(scene: Scene, body: SceneBody): ReadonlySet<string> {
  const all = listOf(body.shape).flatMap(({ kind }) =>
    listOf(body.material).flatMap((material) => {
      const color = body.color ?? scene.materials[material]?.color ?? '';
      return colors(color, scene, body).map((one) => combination(kind, one, material));
    }),
  );
  return new Set(all);
}

/**
 * The combinations of shape, colour and material that only the split `combination` shows: a fifth of those
 * that the scene's choices can give, by a hash of `seed`. Each shape, colour and material of a held-out one
 * is seen in another that is not, unless there is but one thing to choose; and every body keeps a choice.
 *
 * @param seed - The plan's.
 * @returns Sorted; empty for a scene without choices.
 */
export function heldOutCombinations(scene: Scene, seed: number): readonly string[] {
  const bodies = scene.bodies.map((body) => possibleCombinations(scene, body));
  const isDecor = scene.bodies.map(({ motion }) => motion === 'decor');
  /** Those that cannot be kept out: where there is no choice, and what is only seen. */
  const forced = new Set(
    bodies.filter(({ size }, i) => size === 1 || isDecor[i]).flatMap((some) => [...some]),
  );
  const all = [...new Set(bodies.flatMap((some) => [...some]))];
  const free = all.filter((one) => !forced.has(one));
  // What moves is what a scene is about; grounds and walls only where nothing else can be chosen.
  const moving = new Set(bodies.flatMap((some, i) => (scene.bodies[i]?.motion === 'fixed' ? [] : [...some])));
  const candidates = free.some((one) => moving.has(one)) ? free.filter((one) => moving.has(one)) : free;
  const order = candidates
    .map((one) => ({ one, rank: deriveSeed(seed, `held out/${one}`) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
  const count = Math.max(1, Math.floor(order.length / HELD_OUT));
  for (const partsMustShow of [true, false]) {
    const held = new Set<string>();
    for (const one of order) {
      if (held.size === count) break;
      const kept = (other: string): boolean => other !== one && !held.has(other);
      const choiceLeft = bodies.every((some) => [...some].some(kept));
      if (choiceLeft && (!partsMustShow || partsShow(one, all.filter(kept)))) held.add(one);
    }
    if (held.size > 0) return [...held].sort();
  }
  return [];
}

/** Whether each part of a combination is part of one of the others. */
function partsShow(one: string, others: readonly string[]): boolean {
  const seen = others.map((other) => other.split(' '));
  return one.split(' ').every((part, place) => seen.some((parts) => parts[place] === part));
}
