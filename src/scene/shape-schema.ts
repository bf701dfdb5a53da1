import * as z from 'zod';
import {
  COORDINATE,
  type ColorLeaf,
  LENGTH,
  NAME,
  type NumberLeaf,
  object,
  vec3Schema,
} from './schema-leaves.ts';

/** A body's shape in a scene file. */
export function shapeSchema<N extends z.ZodType, C extends z.ZodType>(
  number: NumberLeaf<N>,
  color: ColorLeaf<C>,
) {
  const simple = [...primitives(number), extrusion(number)] as const;
  const part = object({
    shape: z.discriminatedUnion('kind', simple),
    position: vec3Schema(number, COORDINATE).optional().describe("In the body's frame, m."),
    yaw_deg: number({ min: -360, max: 360 }).optional().describe("Turn about the body's z axis, degrees."),
    rotation_deg: vec3Schema(number, { min: -360, max: 360 })
      .optional()
      .describe("Turns about the body's x axis, then y, then z, degrees."),
    material: NAME.optional().describe("The name of the material it looks like; default the body's own."),
    color: color().optional().describe("Instead of the material's, sRGB #rrggbb."),
    role: z
      .enum(['both', 'seen', 'solid'])
      .optional()
      .describe('Whether it is seen and met by other bodies (default), only seen, or only met.'),
  });
  return z.discriminatedUnion('kind', [
    ...simple,
    object({
      kind: z.literal('plane'),
      size: number({ above: 0, max: 10_000 }).describe(
        'Edge of the square that is drawn, m; bodies rest on it everywhere.',
      ),
    }),
    object({
      kind: z.literal('compound'),
      parts: z.array(part).min(1).max(128).describe('Shapes that move as one.'),
    }),
  ]);
}

const primitives = <N extends z.ZodType>(number: NumberLeaf<N>) =>
  [
    object({ kind: z.literal('box'), size: vec3Schema(number, LENGTH).describe('Full edge lengths, m.') }),
    object({ kind: z.literal('sphere'), radius: number(LENGTH).describe('m') }),
    object({
      kind: z.literal('cylinder'),
      radius: number(LENGTH).describe('m'),
      height: number(LENGTH).describe('Along its own z axis, m.'),
    }),
    object({
      kind: z.literal('capsule'),
      radius: number(LENGTH).describe('m'),
      height: number(LENGTH).describe('Of its cylindrical part, along its own z axis, m.'),
    }),
  ] as const;

function extrusion<N extends z.ZodType>(number: NumberLeaf<N>) {
  const channel = object({
    curve: z.literal('channel').describe('A hollow that is part of a circle, in a block.'),
    radius: number(LENGTH).describe("The circle's, m; the origin is the hollow's lowest point."),
    angle_deg: number({ above: 0, max: 90 }).describe('How far the hollow goes up on either side, degrees.'),
    thickness: number(LENGTH).describe('Of the block under the hollow and beside its rims, m.'),
    segments: z.int().min(4).max(256).optional().describe('Straight pieces of the hollow; default 96.'),
  });
  return object({
    kind: z.literal('extrusion'),
    profile: z
      .union([
        z
          .array(z.tuple([number(COORDINATE), number(COORDINATE)]))
          .min(3)
          .max(256),
        channel,
      ])
      .describe('The outline in the xz plane, points [x, z] in m, either way round; or a named curve.'),
    depth: number(LENGTH).describe('Along y, half on either side, m.'),
    solid: z
      .enum(['hull', 'pieces', 'surface'])
      .optional()
      .describe(
        'What bodies meet: the convex hull (default for a convex outline), convex pieces, or, for fixed bodies, the surface.',
      ),
  });
}
