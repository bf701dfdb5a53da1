import type * as z from 'zod';
import { type DrawnActor, drawActors } from './actors/draw-actors.ts';
import { check, copyNames, type Draw, drawRanges, resolve, type Values } from './draw-values.ts';
import type { ScenePath } from './scene-error.ts';
import { DRAWN, type DrawnBody, type Scene, type SceneBody } from './scene-schema.ts';
import type { Street } from './street/street-schema.ts';
import { type SceneRobot, sceneRobot } from './urdf/scene-robot.ts';

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
  readonly joints: readonly z.output<typeof DRAWN.joint>[];
  readonly lights: readonly z.output<typeof DRAWN.light>[];
  readonly sky: z.output<typeof DRAWN.sky> | null;
  readonly cameras: readonly z.output<typeof DRAWN.camera>[];
  readonly sensors: readonly z.output<typeof DRAWN.sensor>[];
  readonly robot: z.output<typeof DRAWN.robot> | null;
  /** What the robot is made of, where a URDF says so. */
  readonly robotParts: SceneRobot | null;
  readonly actors: readonly DrawnActor[];
  readonly street: Street | null;
  readonly disturbances: readonly z.output<typeof DRAWN.disturbance>[];
  readonly violations: readonly z.output<typeof DRAWN.violation>[];
  readonly task: z.output<typeof DRAWN.task> | null;
  readonly parameters: Readonly<Record<string, number | string>>;
};

const NO_FILES = {};
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
  const robot = scene.robot === undefined ? null : drawn(DRAWN.robot, scene.robot, ['robot']);
  const copies = scene.bodies.map((body, i) => drawCopies(body, values, source, ['bodies', i], draw));
  const acting = (scene.actors ?? []).map((one, i) => drawActors(one, values, source, ['actors', i], draw));
  const all = copies.flatMap((group) => group.copies);
  return {
    gravity: drawn(DRAWN.gravity, scene.gravity, ['gravity']),
    background: drawn(DRAWN.color, scene.background ?? DEFAULT_BACKGROUND, ['background']),
    materials,
    bodies: all.filter(({ body }) => body.motion !== 'decor'),
    decor: all.filter(({ body }) => body.motion === 'decor'),
    joints: (scene.joints ?? []).map((joint, i) => drawn(DRAWN.joint, joint, ['joints', i])),
    lights: scene.lights.map((light, i) => drawn(DRAWN.light, light, ['lights', i])),
    sky: scene.sky === undefined ? null : drawn(DRAWN.sky, scene.sky, ['sky']),
    cameras: scene.cameras.map((camera, i) => drawn(DRAWN.camera, camera, ['cameras', i])),
    sensors: (scene.sensors ?? []).map((sensor, i) => drawn(DRAWN.sensor, sensor, ['sensors', i])),
    robot,
    robotParts: robot !== null && 'urdf' in robot ? sceneRobot(robot, scene.files ?? NO_FILES, source) : null,
    actors: acting.flatMap((group) => group.actors),
    street: scene.street ?? null,
    task: scene.task === undefined ? null : drawn(DRAWN.task, scene.task, ['task']),
    disturbances: (scene.disturbances ?? []).map((one, i) =>
      drawn(DRAWN.disturbance, one, ['disturbances', i]),
    ),
    violations: (scene.violations ?? []).map((one, i) => drawn(DRAWN.violation, one, ['violations', i])),
    parameters: Object.assign({}, values, ...[...copies, ...acting].map((group) => group.parameters)),
  };
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
