import * as z from 'zod';
import { OUTCOMES } from '../core/task.ts';

/*
 * What readers take for granted of episode.json, cameras.json and events.jsonl: whoever made the files, that much is
 * there and of its kind. Further fields pass, as later versions may add some.
 */

const NUMBER = z.number();
const WHOLE = z.int().min(0);
const WORDS = z.string().max(1000);
const VEC3 = z.tuple([NUMBER, NUMBER, NUMBER]);
const VEC4 = z.tuple([NUMBER, NUMBER, NUMBER, NUMBER]);
const MAT4 = z.array(NUMBER).length(16);
const COLOR = z.string().regex(/^#[0-9a-f]{6}$/i);

const MATERIAL = z.looseObject({ name: WORDS, density: NUMBER, color: COLOR });

const SIMPLE_SHAPES = [
  z.looseObject({ kind: z.literal('box'), size: VEC3 }),
  z.looseObject({ kind: z.literal('sphere'), radius: NUMBER }),
  z.looseObject({ kind: z.literal('cylinder'), radius: NUMBER, height: NUMBER }),
  z.looseObject({ kind: z.literal('capsule'), radius: NUMBER, height: NUMBER }),
  z.looseObject({ kind: z.literal('plane'), size: NUMBER }),
  z.looseObject({ kind: z.literal('mesh'), mesh: WORDS }),
] as const;

const PART = z.looseObject({
  shape: z.discriminatedUnion('kind', SIMPLE_SHAPES),
  ...{ position: VEC3, orientation: VEC4, material: MATERIAL.nullable(), role: WORDS },
});

const BODY = z.looseObject({
  ...{ name: WORDS, id: WHOLE.max(65_535), class: WORDS, semantic_id: WHOLE.max(65_535) },
  shape: z.discriminatedUnion('kind', [
    ...SIMPLE_SHAPES,
    z.looseObject({ kind: z.literal('compound'), parts: z.array(PART) }),
  ]),
  motion: z.enum(['fixed', 'dynamic', 'kinematic']),
  ...{ color: COLOR, material: MATERIAL, position: VEC3, orientation: VEC4 },
});

const JOINT = z.looseObject({
  name: WORDS,
  kind: z.enum(['fixed', 'revolute', 'continuous', 'prismatic', 'ball']),
  ...{ parent: WORDS, child: WORDS, axis: VEC3, limits: z.tuple([NUMBER, NUMBER]).nullable() },
});

const NAMES = z.array(WORDS);

const ROBOT = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('pusher'), body: WORDS }),
  z.looseObject({ kind: z.literal('arm'), base: WORDS, hand: WORDS, control: WORDS, fingers: NAMES }),
  z.looseObject({ kind: z.literal('base'), body: WORDS, left_wheels: NAMES, right_wheels: NAMES }),
  z.looseObject({ kind: z.literal('car'), car: z.looseObject({ chassis: WORDS }) }),
  z.looseObject({ kind: z.literal('humanoid') }),
  z.looseObject({ kind: z.literal('joints'), joints: NAMES, control: WORDS }),
]);

/** episode.json. */
export const EPISODE_SCHEMA = z.looseObject({
  ...{ id: WORDS, scene: WORDS, seed: WHOLE, split: WORDS, physics_rate_hz: NUMBER, gravity: VEC3 },
  outcome: z.enum(OUTCOMES).nullable().optional(),
  parameters: z.record(z.string(), z.union([NUMBER, z.string()])),
  robot: ROBOT.nullable(),
  lights: z.array(z.looseObject({ kind: WORDS })),
  background: COLOR,
  ...{ bodies: z.array(BODY), joints: z.array(JOINT).optional(), decor: z.array(BODY) },
});

const INTRINSICS = {
  width: WHOLE.min(1),
  height: WHOLE.min(1),
  fx: NUMBER,
  fy: NUMBER,
  cx: NUMBER,
  cy: NUMBER,
};

/** cameras.json. */
export const CAMERAS_SCHEMA = z.looseObject({
  cameras: z.array(
    z.looseObject({
      ...{ name: WORDS, ...INTRINSICS, near: NUMBER, far: NUMBER, every: WHOLE.min(1) },
      lens: z.discriminatedUnion('kind', [
        z.looseObject({ kind: z.literal('pinhole') }),
        z.looseObject({
          kind: z.literal('brown-conrady'),
          k1: NUMBER,
          k2: NUMBER,
          p1: NUMBER,
          p2: NUMBER,
          k3: NUMBER,
        }),
        z.looseObject({ kind: z.literal('fisheye'), k1: NUMBER, k2: NUMBER, k3: NUMBER, k4: NUMBER }),
      ]),
      effects: z.looseObject({
        noise: z.looseObject({}).nullable(),
        stereo_depth: z.looseObject({}).nullable(),
      }),
      stereo: z.looseObject({ twin: WORDS, baseline_m: NUMBER }).nullable(),
      world_from_camera: MAT4,
      world_from_camera_per_frame: z.array(MAT4).optional(),
    }),
  ),
});

/** A line of events.jsonl. */
export const EVENT_SCHEMA = z.looseObject({
  kind: z.enum(['contact_begin', 'contact_end', 'near_miss']),
  ...{ time: NUMBER, frame: WHOLE, a: WORDS, b: WORDS },
});

/** What is wrong with a file of that schema, in a few words; `null` where nothing is. */
export function wrongFacts(value: unknown, schema: z.ZodType): string | null {
  const result = schema.safeParse(value);
  if (result.success) return null;
  const [issue] = result.error.issues;
  return `${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}`;
}
