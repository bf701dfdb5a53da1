import * as z from 'zod';
import { LENGTH, type NumberLeaf, object, vec3Schema } from './schema-leaves.ts';

/** A body's shape in a scene file. */
export function shapeSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  return z.discriminatedUnion('kind', [
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
    object({
      kind: z.literal('plane'),
      size: number({ above: 0, max: 10_000 }).describe(
        'Edge of the square that is drawn, m; bodies rest on it everywhere.',
      ),
    }),
  ]);
}
