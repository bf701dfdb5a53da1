import type * as z from 'zod';
import { nearest } from './nearest.ts';
import { formatValue, type ScenePath, sceneError, schemaError } from './scene-error.ts';
import { DRAWN, type DrawnBody, type Scene, type SceneBody, type SceneRange } from './scene-schema.ts';

/** Draws a value of a range; `stream` names the draw and is unique within the scene. */
export type Draw = {
  readonly range: (range: SceneRange, stream: string) => number | string;
  /** A whole number in 0…count − 1. */
  readonly pick: (count: number, stream: string) => number;
};

/** One body of a drawn scene: no references, no repetition, no choice of shape or material left. */
export type DrawnCopy = {
  readonly name: string;
  readonly path: ScenePath;
  readonly body: DrawnBody;
  readonly shape: DrawnShape;
  readonly material: string;
  /** Added to the body's position, m. */
  readonly offset: readonly [number, number, number];
};
export type DrawnShape = Exclude<DrawnBody['shape'], readonly unknown[]>;

/** A scene with every reference replaced by a drawn value, checked again. */
export type DrawnScene = {
  readonly gravity: readonly [number, number, number];
  readonly background: string;
  readonly materials: Readonly<Record<string, z.output<typeof DRAWN.material>>>;
  readonly bodies: readonly DrawnCopy[];
  /** What is only seen. */
  readonly decor: readonly DrawnCopy[];
  readonly lights: readonly z.output<typeof DRAWN.light>[];
  readonly sky: z.output<typeof DRAWN.sky> | null;
  readonly cameras: readonly z.output<typeof DRAWN.camera>[];
  readonly sensors: readonly z.output<typeof DRAWN.sensor>[];
  readonly robot: z.output<typeof DRAWN.robot> | null;
  readonly violations: readonly z.output<typeof DRAWN.violation>[];
  readonly task: z.output<typeof DRAWN.task> | null;
  readonly parameters: Readonly<Record<string, number | string>>;
};

type Values = Readonly<Record<string, number | string>>;

const DEFAULT_BACKGROUND = '#e8ecf1';

/**
 * Draws every range of a scene.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of a value that breaks a rule.
 */
export function drawScene(scene: Scene, source: string, draw: Draw): DrawnScene {
  const values = drawRanges(scene.random ?? {}, '', draw);
  const drawn = <T extends z.ZodType>(schema: T, part: unknown, path: ScenePath): z.output<T> =>
    check(schema, resolve(part, values, source, path), source, path);
  const materials = Object.fromEntries(
    Object.entries(scene.materials).map(([name, m]) => [name, drawn(DRAWN.material, m, ['materials', name])]),
  );
  const copies = scene.bodies.map((body, i) => drawCopies(body, values, source, ['bodies', i], draw));
  const all = copies.flatMap((group) => group.copies);
  return {
    gravity: drawn(DRAWN.gravity, scene.gravity, ['gravity']),
    background: drawn(DRAWN.color, scene.background ?? DEFAULT_BACKGROUND, ['background']),
    materials,
    bodies: all.filter(({ body }) => body.motion !== 'decor'),
    decor: all.filter(({ body }) => body.motion === 'decor'),
    lights: scene.lights.map((light, i) => drawn(DRAWN.light, light, ['lights', i])),
    sky: scene.sky === undefined ? null : drawn(DRAWN.sky, scene.sky, ['sky']),
    cameras: scene.cameras.map((camera, i) => drawn(DRAWN.camera, camera, ['cameras', i])),
    sensors: (scene.sensors ?? []).map((sensor, i) => drawn(DRAWN.sensor, sensor, ['sensors', i])),
    robot: scene.robot === undefined ? null : drawn(DRAWN.robot, scene.robot, ['robot']),
    task: scene.task === undefined ? null : drawn(DRAWN.task, scene.task, ['task']),
    violations: (scene.violations ?? []).map((one, i) => drawn(DRAWN.violation, one, ['violations', i])),
    parameters: Object.assign({}, values, ...copies.map((group) => group.parameters)),
  };
}

function drawRanges(ranges: Readonly<Record<string, SceneRange>>, prefix: string, draw: Draw): Values {
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [name, draw.range(range, `${prefix}${name}`)]),
  );
}

function drawCopies(body: SceneBody, values: Values, source: string, path: ScenePath, draw: Draw) {
  const names = copyNames(body, values, source, path);
  const parameters: Record<string, number | string> = {};
  const copies = names.map((name, i): DrawnCopy => {
    const own = drawRanges(body.random ?? {}, `${name}.`, draw);
    for (const [range, value] of Object.entries(own)) parameters[`${name}.${range}`] = value;
    const { random: _, ...plain } = body;
    const drawn = check(DRAWN.body, resolve(plain, { ...values, ...own }, source, path), source, path);
    const one = <T>(items: T | readonly T[], what: string): T =>
      Array.isArray(items) ? items[draw.pick(items.length, `${name}:${what}`)] : (items as T);
    const place = drawn.repeat?.centered === true ? i - (names.length - 1) / 2 : i;
    const [x, y, z] = drawn.repeat?.step ?? [0, 0, 0];
    const shape = one<DrawnShape>(drawn.shape, 'shape');
    const offset = [x * place, y * place, z * place] as const;
    return { name, path, body: drawn, shape, material: one(drawn.material, 'material'), offset };
  });
  return { copies, parameters };
}

/** The names of a body's copies: its own name, or `name_1`, `name_2`, … */
function copyNames(body: SceneBody, values: Values, source: string, path: ScenePath): readonly string[] {
  if (body.repeat === undefined) return [body.name];
  const count = resolve(body.repeat.count, values, source, [...path, 'repeat', 'count']);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw sceneError(
      source,
      [...path, 'repeat', 'count'],
      `must be a whole number ≥ 0, got ${formatValue(count)}.`,
      'Draw it from an integer range.',
    );
  }
  return Array.from({ length: count }, (_, i) => `${body.name}_${i + 1}`);
}

/** A copy of `node` in which each `"$name"` is replaced by its value. */
function resolve(node: unknown, values: Values, source: string, path: ScenePath): unknown {
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

function check<T extends z.ZodType>(schema: T, value: unknown, source: string, path: ScenePath): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw schemaError(source, value, result.error.issues, path);
}
