import type { Rng } from '../../core/rng.ts';
import type { DrawnCopy, DrawnScene } from '../draw-scene.ts';
import type { Draw } from '../draw-values.ts';
import type { Scene, SceneBody, SceneRange } from '../scene-schema.ts';
import { drawBeyond, rangesBeyond } from './beyond-range.ts';
import { combination, possibleCombinations } from './combination.ts';

/**
 * How an episode shall differ from what its seed alone gives: `inside`, no body has a held-out combination;
 * `combination`, at least one has; `ood`, one range is left (for all copies of a body), and no body has one.
 */
export type Variation = {
  readonly kind: 'inside' | 'combination' | 'ood';
  /** As `heldOutCombinations` gives them. */
  readonly heldOut: readonly string[];
};

/** How often the choices of an episode are drawn anew until they fit. */
const REDRAWS = 60;

/**
 * A draw that fits a variation, or `null`. What was not in the way is drawn as without a variation: only the
 * choices of a body whose combination does not fit are drawn anew, from streams of their own.
 *
 * @param drawn - Draws the whole scene.
 * @param attempt - Another gives other values where something had to be drawn anew.
 */
export function variedDraw(
  scene: Scene,
  { kind, heldOut }: Variation,
  rng: Rng,
  attempt: number,
  drawn: (draw: Draw) => DrawnScene,
): Draw | null {
  const own = rng.fork(`variation/${attempt}`);
  const left = kind === 'ood' ? own.choice(rangesBeyond(scene)) : null;
  /** How often each copy's choices, and the scene's under '', were drawn anew. */
  const redrawn = new Map<string, number>();
  const stream = (name: string, owner: string): Rng => {
    const times = redrawn.get(owner) ?? 0;
    return times === 0 ? rng.fork(name) : own.fork(`${times}/${name}`);
  };
  const draw: Draw = {
    range: (range, name) => {
      const path = `random/${name}`;
      if (isBeyond(scene, name, left)) return drawBeyond(range, own.fork(path));
      // The body that could have it may not be there: counts are drawn anew as well.
      const recount = kind === 'combination' && attempt > 0 && 'integer' in range;
      if (recount) return drawEnds(range, own.fork(path));
      return 'choice' in range
        ? stream(path, ownerOf(name)).choice(range.choice)
        : drawEnds(range, rng.fork(path));
    },
    pick: (count, name) => stream(`pick/${name}`, ownerOf(name)).integer(0, count - 1),
  };
  const again = (copy: DrawnCopy): void => {
    const body = scene.bodies[copy.path[1] as number] as SceneBody;
    const owner = hasChoice(body) ? copy.name : '';
    redrawn.set(owner, (redrawn.get(owner) ?? 0) + 1);
  };
  const canHold = new Set(
    scene.bodies.flatMap((body, i) => {
      const possible = possibleCombinations(scene, body);
      return heldOut.some((one) => possible.has(one)) ? [i] : [];
    }),
  );
  for (let redraw = 0; redraw < REDRAWS; redraw++) {
    const made = drawn(draw);
    const held = made.bodies.filter((copy) => heldOut.includes(combinationOfCopy(made, copy)));
    if (kind !== 'combination') {
      if (held.length === 0) return draw;
      for (const copy of held) again(copy);
    } else {
      if (held.length > 0) return draw;
      const able = made.bodies.filter(({ path }) => canHold.has(path[1] as number));
      if (able.length === 0) return null;
      again(own.fork(`which/${redraw}`).choice(able));
    }
  }
  return null;
}

/** The body's copy that a stream is drawn for: of `box_1.color` and of `box_1:shape`, `box_1`. */
const ownerOf = (stream: string): string => /^([^.:]+)[.:]/.exec(stream)?.[1] ?? '';

/** Whether a range's stream, such as `box_1.width`, belongs to the range `left`, such as `box.width`. */
function isBeyond(scene: Scene, stream: string, left: string | null): boolean {
  if (left === null || !left.includes('.')) return stream === left;
  const [owner, own] = stream.split('.');
  const body = scene.bodies.find(({ name }) => name === left.split('.')[0]);
  if (own !== left.split('.')[1] || body === undefined) return false;
  return body.repeat === undefined ? owner === body.name : owner?.replace(/_\d+$/, '') === body.name;
}

const drawEnds = (range: Exclude<SceneRange, { choice: unknown }>, rng: Rng): number =>
  'uniform' in range ? rng.uniform(...range.uniform) : rng.integer(...range.integer);

/** Whether a body draws its shape, its material or a choice for itself. */
const hasChoice = ({ shape, material, random }: SceneBody): boolean =>
  Array.isArray(shape) ||
  Array.isArray(material) ||
  Object.values(random ?? {}).some((range) => 'choice' in range);

const combinationOfCopy = ({ materials }: DrawnScene, { shape, material, body }: DrawnCopy): string =>
  combination(shape.kind, body.color ?? materials[material]?.color ?? '', material);
