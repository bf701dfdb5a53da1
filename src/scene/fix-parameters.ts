import { ToolkitError } from '../core/error.ts';
import { nearest } from './nearest.ts';
import type { Scene, SceneRange } from './scene-schema.ts';

/** A named range of a scene, as a slider needs it. */
export type SceneParameter =
  | {
      readonly name: string;
      readonly kind: 'number' | 'integer';
      readonly low: number;
      readonly high: number;
    }
  | { readonly name: string; readonly kind: 'choice'; readonly choices: readonly (number | string)[] };

const parameterOf = (name: string, range: SceneRange): SceneParameter => {
  if ('choice' in range) return { name, kind: 'choice', choices: range.choice };
  const [low, high] = 'uniform' in range ? range.uniform : range.integer;
  return { name, kind: 'uniform' in range ? 'number' : 'integer', low, high };
};

/** The named ranges of a scene, each drawn once an episode; those of repeated bodies are drawn once a copy and left out. */
export const sceneParameters = ({ random }: Scene): readonly SceneParameter[] =>
  Object.entries(random ?? {}).map(([name, range]) => parameterOf(name, range));

/** Values for named ranges of a scene. */
export type FixedParameters = Readonly<Record<string, number | string>>;

/**
 * The scene with some of its named ranges fixed. All others draw as before: each has a stream of its own.
 *
 * @throws {@link ToolkitError} `argument/unknown` for a name that the scene does not draw; `argument/invalid` for a
 * value out of its range.
 */
export function fixParameters(scene: Scene, fixed: FixedParameters): Scene {
  if (Object.keys(fixed).length === 0) return scene;
  const known = sceneParameters(scene);
  const ranges = Object.entries(fixed).map(([name, value]): [string, SceneRange] => {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) throw unknown(scene, name, known);
    if (!fits(parameter, value)) throw outside(scene, parameter, value);
    return [name, { choice: [value] }];
  });
  return { ...scene, random: { ...scene.random, ...Object.fromEntries(ranges) } };
}

function fits(parameter: SceneParameter, value: number | string): boolean {
  if (parameter.kind === 'choice') return parameter.choices.includes(value);
  if (typeof value !== 'number' || !(value >= parameter.low && value <= parameter.high)) return false;
  return parameter.kind === 'number' || Number.isInteger(value);
}

function unknown(scene: Scene, name: string, known: readonly SceneParameter[]): ToolkitError {
  const names = known.map((one) => one.name);
  return new ToolkitError(
    'argument/unknown',
    `A fixed parameter must be one that ${scene.name} draws, got "${name}".`,
    names.length === 0 ? 'The scene draws none: leave it out.' : `Did you mean "${nearest(name, names)}"?`,
  );
}

function outside(scene: Scene, parameter: SceneParameter, value: number | string): ToolkitError {
  const rule =
    parameter.kind === 'choice'
      ? `one of ${parameter.choices.join(', ')}`
      : `${parameter.kind === 'integer' ? 'a whole number' : 'a number'} of ${parameter.low}…${parameter.high}`;
  return new ToolkitError(
    'argument/invalid',
    `${parameter.name} of ${scene.name} must be ${rule}, got ${JSON.stringify(value)}.`,
    'Give a value within the range.',
  );
}
