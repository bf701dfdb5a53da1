import * as z from 'zod';
import { PATTERNS } from '../core/episode.ts';
import { actorSchema } from './actors/actor-schema.ts';
import { cameraSchema } from './camera-schema.ts';
import { disturbanceSchema } from './disturbance-schema.ts';
import { jointSchema } from './joint-schema.ts';
import { robotSchema } from './robot-schema.ts';
import {
  boundedNumber,
  COLOR,
  COORDINATE,
  type ColorLeaf,
  LENGTH,
  NAME,
  type NumberLeaf,
  type NumberRange,
  object,
  REFERENCE,
  SCENE_NAME,
  SPEED,
  UNIT,
  vec3Schema,
} from './schema-leaves.ts';
import { sensorSchema } from './sensor-schema.ts';
import { shapeSchema } from './shape-schema.ts';
import { STREET_SCHEMA } from './street/street-schema.ts';
import { taskSchema } from './task-schema.ts';
import { violationSchema } from './violation-schema.ts';

/** How far the split `ood` goes; part of it must lie outside the range itself. */
const beyond = (number: z.ZodNumber | z.ZodInt) =>
  z
    .tuple([number, number])
    .refine(([low, high]) => Number(low) <= Number(high), 'low end first')
    .optional()
    .describe('Where the split "ood" draws from, outside of the range itself: from the first to the second.');

type Ends = readonly [number, number];
const reachesOut = ([low, high]: Ends, ood: Ends | undefined): boolean =>
  ood === undefined || ood[0] < low || ood[1] > high;
const OUTSIDE = { error: 'partly outside the range that it stands beside', path: ['ood'] };

/** A number drawn anew for every episode: named in `random`, used as `"$name"`. */
const RANGE = z
  .union([
    object({
      uniform: z
        .tuple([z.number(), z.number()])
        .refine(([low, high]) => low <= high, 'low end first')
        .describe('Any number from the first (included) to the second.'),
      ood: beyond(z.number()),
    }).refine(({ uniform, ood }) => reachesOut(uniform, ood), OUTSIDE),
    object({
      integer: z
        .tuple([z.int(), z.int()])
        .refine(([low, high]) => low <= high, 'low end first')
        .describe('A whole number, both ends included.'),
      ood: beyond(z.int()),
    }).refine(({ integer, ood }) => reachesOut(integer, ood), OUTSIDE),
    object({
      choice: z
        .array(z.union([z.number(), COLOR]))
        .min(1)
        .max(64)
        .describe('One of these numbers or colours.'),
    }),
  ])
  .describe('Drawn once an episode (inside a repeated body: once a copy).');

const RANGES = z.record(NAME, RANGE);

function materialSchema<N extends z.ZodType, C extends z.ZodType>(
  number: NumberLeaf<N>,
  color: ColorLeaf<C>,
) {
  return object({
    density: number({ above: 0, max: 100_000 }).describe('kg/m³'),
    friction: number({ min: 0, max: 10 }).describe('Coulomb coefficient; two bodies take the mean.'),
    restitution: number({ min: 0, max: 1 }).describe('0 to 1; two bodies take the mean.'),
    color: color().describe('sRGB #rrggbb'),
    roughness: number({ min: 0.03, max: 1 }).optional().describe('From polished to chalk; default 0.8.'),
    metalness: number({ min: 0, max: 1 }).optional().describe('0 (default) to 1.'),
    texture: object({
      pattern: z.enum(PATTERNS),
      color: color().describe("The pattern's other colour, sRGB #rrggbb."),
      size: number(LENGTH).describe('Edge of one repeat, m.'),
    })
      .optional()
      .describe('A pattern between the colour of the body and another.'),
  });
}

function bodySchema<N extends z.ZodType, C extends z.ZodType>(number: NumberLeaf<N>, color: ColorLeaf<C>) {
  const vec3 = (range: NumberRange) => vec3Schema(number, range);
  const shape = shapeSchema(number, color);
  const repeat = object({
    count: number({ min: 0, max: 1000 }).describe('How many copies, named name_1, name_2, …'),
    step: vec3(COORDINATE).describe('From one copy to the next, m.'),
    centered: z.boolean().optional().describe('The position is the middle of the row, not its first copy.'),
  });
  return object({
    name: NAME.describe('Unique in the scene; the instance id follows from it.'),
    class: NAME.optional().describe(
      'What kind of thing it is; default its name. The semantic id follows from it.',
    ),
    shape: z
      .union([shape, z.array(shape).min(1).max(64)])
      .describe('One shape, or several of which each body takes one.'),
    material: z
      .union([z.string(), z.array(z.string()).min(1).max(64)])
      .describe('The name of a material, or several of which each body takes one.'),
    color: color().optional().describe("Instead of the material's, sRGB #rrggbb."),
    motion: z
      .enum(['fixed', 'dynamic', 'kinematic', 'decor'])
      .optional()
      .describe(
        'Default dynamic; a kinematic body moves as it is told and is moved by nothing; decor stands still, is seen, and is not there for physics.',
      ),
    passable: z.literal(true).optional().describe('Seen, but met by no other body.'),
    position: vec3(COORDINATE).optional().describe('World frame, m. Default [0, 0, 0].'),
    anchor: z
      .enum(['center', 'bottom'])
      .optional()
      .describe("What the position names: the body's centre (default) or the height of its lowest point."),
    yaw_deg: number({ min: -360, max: 360 }).optional().describe('Turn about the world z axis, degrees.'),
    rotation_deg: vec3({ min: -360, max: 360 })
      .optional()
      .describe('Turns about the world x axis, then y, then z, degrees.'),
    turned: object({
      about: vec3(COORDINATE).describe('A point of the world, m.'),
      axis: vec3(COORDINATE).describe('World frame; any length.'),
      deg: number({ min: -360, max: 360 }).describe('degrees'),
    })
      .optional()
      .describe('Turned about a point once it is placed, and its velocities with it: along an arc, say.'),
    orientation: z
      .union([z.tuple([number(UNIT), number(UNIT), number(UNIT), number(UNIT)]), z.literal('random')])
      .optional()
      .describe('A unit quaternion [x, y, z, w], or "random": any rotation, uniformly.'),
    linear_velocity: vec3(SPEED).optional().describe('World frame, m/s.'),
    angular_velocity: vec3({ min: -1000, max: 1000 }).optional().describe('World frame, rad/s.'),
    random: RANGES.optional().describe('Ranges of this body alone, drawn once a copy.'),
    repeat: repeat.optional().describe('Makes a row of copies.'),
  });
}

function lightSchema<N extends z.ZodType, C extends z.ZodType>(number: NumberLeaf<N>, color: ColorLeaf<C>) {
  return z.discriminatedUnion('kind', [
    object({
      kind: z.literal('ambient'),
      color: color().optional().describe('sRGB #rrggbb, default white'),
      intensity: number({ min: 0, max: 100 }).describe('Linear; 1 lights white to white.'),
    }),
    object({
      kind: z.literal('sun'),
      color: color().optional().describe('sRGB #rrggbb, default white'),
      intensity: number({ min: 0, max: 100 }).describe('Linear; 1 lights white to white.'),
      direction: vec3Schema(number, COORDINATE).describe(
        'The way its light travels, world frame; any length.',
      ),
      shadow: z.boolean().optional().describe('Default true.'),
    }),
  ]);
}

function skySchema<C extends z.ZodType>(color: ColorLeaf<C>) {
  return object({
    zenith: color().describe('Straight up, sRGB #rrggbb.'),
    horizon: color().describe('sRGB #rrggbb'),
    ground: color().describe('Below the horizon, sRGB #rrggbb.'),
  });
}

const schemaOver = <N extends z.ZodType, C extends z.ZodType>(
  number: NumberLeaf<N>,
  color: ColorLeaf<C>,
) => ({
  material: materialSchema(number, color),
  body: bodySchema(number, color),
  joint: jointSchema(number),
  light: lightSchema(number, color),
  camera: cameraSchema(number),
  sensor: sensorSchema(number),
  sky: skySchema(color),
  robot: robotSchema(number, color),
  disturbance: disturbanceSchema(number),
  actor: actorSchema(number, color, RANGES),
  violation: violationSchema(number, color),
  task: taskSchema(number),
  gravity: vec3Schema(number, { min: -1000, max: 1000 }).describe('World frame (z up), m/s².'),
  color: color(),
});

/** The parts of a scene with every number and colour drawn. */
export const DRAWN = schemaOver(boundedNumber, () => COLOR);

const FILE = schemaOver(
  (range) => z.union([boundedNumber(range), REFERENCE]),
  () => z.union([COLOR, REFERENCE]),
);

/** What a scene file holds. Every number and colour of its parts may be a `"$name"` from `random`. */
export const SCENE_SCHEMA = object({
  $schema: z.string().optional().describe('For editors: the path of scene.schema.json.'),
  version: z.literal(1),
  name: SCENE_NAME.describe('Lower-case words joined by hyphens; begins the id of every episode.'),
  summary: z.string().max(1000).describe('What happens, in a sentence.'),
  gravity: FILE.gravity,
  physics: object({
    rate_hz: z.int().min(30).max(10_000).optional().describe('Physics steps a second, default 240.'),
    solver_iterations: z.int().min(1).max(64).optional().describe('Default 4.'),
  })
    .optional()
    .describe('How finely time is cut.'),
  background: FILE.color.optional().describe('sRGB #rrggbb where nothing is drawn.'),
  random: RANGES.optional().describe('Named ranges, each drawn once an episode.'),
  materials: z.record(NAME, FILE.material),
  bodies: z.array(FILE.body).min(1).max(1000),
  joints: z.array(FILE.joint).max(200).optional().describe('What holds bodies together.'),
  lights: z.array(FILE.light).min(1).max(8),
  sky: FILE.sky.optional().describe('Behind everything, instead of the plain background.'),
  cameras: z.array(FILE.camera).min(1).max(4),
  sensors: z.array(FILE.sensor).max(16).optional().describe('Sensors that are no cameras.'),
  robot: FILE.robot.optional(),
  disturbances: z
    .array(FILE.disturbance)
    .max(16)
    .optional()
    .describe('Pushes from outside, by nothing that is seen.'),
  actors: z
    .array(FILE.actor)
    .max(64)
    .optional()
    .describe('Who acts beside the robot: cars and people on foot.'),
  street: STREET_SCHEMA.optional().describe('A street with its houses, made for the cars of the scene.'),
  files: z
    .record(z.string().max(1024), z.string())
    .optional()
    .describe('What a robot is read from: its URDF, and meshes in base64. Filled in from the disk.'),
  violations: z
    .array(FILE.violation)
    .max(16)
    .optional()
    .describe('What may be broken in impossible twins, of which each takes one.'),
  task: FILE.task.optional().describe('What is to be done: success, failure and reward.'),
});

/** A scene as its file writes it (names and units of the file, snake_case), checked by `parseScene`. */
export type Scene = z.output<typeof SCENE_SCHEMA>;
/** A named range of a scene. */
export type SceneRange = z.output<typeof RANGE>;
/** A body of a scene file, references and all. */
export type SceneBody = Scene['bodies'][number];
/** A body of a scene file with every reference drawn. */
export type DrawnBody = z.output<typeof DRAWN.body>;
