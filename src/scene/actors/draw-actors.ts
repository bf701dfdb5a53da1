import type * as z from 'zod';
import { check, copyNames, type Draw, drawRanges, resolve, type Values } from '../draw-values.ts';
import type { ScenePath } from '../scene-error.ts';
import { DRAWN, type Scene } from '../scene-schema.ts';
import type { CarModelName } from './car-models.ts';

/** One actor of a drawn scene: no references, no repetition, no choice of model left. */
export type DrawnActor = {
  readonly name: string;
  readonly path: ScenePath;
  readonly actor: z.output<typeof DRAWN.actor>;
  /** Of a car. */
  readonly model: CarModelName;
  /** Added to its places, m. */
  readonly offset: readonly [x: number, y: number];
};

type SceneActor = NonNullable<Scene['actors']>[number];

/**
 * Draws the copies of an actor.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of a value that breaks a rule.
 */
export function drawActors(actor: SceneActor, values: Values, source: string, path: ScenePath, draw: Draw) {
  const parameters: Record<string, number | string> = {};
  const actors = copyNames(actor, values, source, path).map((name, i): DrawnActor => {
    const own = drawRanges(actor.random ?? {}, `${name}.`, draw);
    for (const [range, value] of Object.entries(own)) parameters[`${name}.${range}`] = value;
    const { random: _, ...plain } = actor;
    const drawn = check(DRAWN.actor, resolve(plain, { ...values, ...own }, source, path), source, path);
    const [x, y] = drawn.repeat?.step ?? [0, 0];
    const models = drawn.kind === 'car' ? (drawn.model ?? 'sedan') : 'sedan';
    const model = typeof models === 'string' ? models : models[draw.pick(models.length, `${name}:model`)];
    return { name, path, actor: drawn, model: model as CarModelName, offset: [x * i, y * i] };
  });
  return { actors, parameters };
}
