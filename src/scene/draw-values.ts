import type * as z from 'zod';
import { nearest } from './nearest.ts';
import { formatValue, type ScenePath, sceneError, schemaError } from './scene-error.ts';
import type { SceneRange } from './scene-schema.ts';

/** Draws a value of a range; `stream` names the draw and is unique within the scene. */
export type Draw = {
  readonly range: (range: SceneRange, stream: string) => number | string;
  /** A whole number in 0…count − 1. */
  readonly pick: (count: number, stream: string) => number;
};

/** Drawn values of named ranges. */
export type Values = Readonly<Record<string, number | string>>;

/** Draws every range; `prefix` begins the names of their streams. */
export function drawRanges(ranges: Readonly<Record<string, SceneRange>>, prefix: string, draw: Draw): Values {
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [name, draw.range(range, `${prefix}${name}`)]),
  );
}

/** The names of the copies of a body or an actor: its own name, or `name_1`, `name_2`, … */
export function copyNames(
  item: { readonly name: string; readonly repeat?: { readonly count: number | string } | undefined },
  values: Values,
  source: string,
  path: ScenePath,
): readonly string[] {
  if (item.repeat === undefined) return [item.name];
  const count = resolve(item.repeat.count, values, source, [...path, 'repeat', 'count']);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw sceneError(
      source,
      [...path, 'repeat', 'count'],
      `must be a whole number ≥ 0, got ${formatValue(count)}.`,
      'Draw it from an integer range.',
    );
  }
  return Array.from({ length: count }, (_, i) => `${item.name}_${i + 1}`);
}

/** A copy of `node` in which each `"$name"` is replaced by its value. */
export function resolve(node: unknown, values: Values, source: string, path: ScenePath): unknown {
  if (typeof node === 'string' && node.startsWith('$')) {
    const value = Object.hasOwn(values, node.slice(1)) ? values[node.slice(1)] : undefined;
    if (value !== undefined) return value;
    const near = nearest(node.slice(1), Object.keys(values));
    throw sceneError(
      source,
      path,
      `must name a range of random, got ${formatValue(node)}.`,
      near === '' ? `Add ${node.slice(1)} to random.` : `Did you mean "$${near}"?`,
    );
  }
  if (Array.isArray(node)) return node.map((item, i) => resolve(item, values, source, [...path, i]));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, item]) => [key, resolve(item, values, source, [...path, key])]),
  );
}

/**
 * A part of a scene as its schema has it.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of a value that breaks a rule.
 */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
  source: string,
  path: ScenePath,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw schemaError(source, value, result.error.issues, path);
}
