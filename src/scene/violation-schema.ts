import * as z from 'zod';
import { LAWS } from '../core/violation.ts';
import { COORDINATE, type ColorLeaf, LENGTH, NAME, type NumberLeaf, object } from './schema-leaves.ts';

/** A way in which a law may be broken in the impossible twins of a scene's episodes. */
export function violationSchema<N extends z.ZodType, C extends z.ZodType>(
  number: NumberLeaf<N>,
  color: ColorLeaf<C>,
) {
  return object({
    law: z.enum(LAWS),
    body: NAME.describe('To whom: a dynamic body (a copy by its number: box_1).'),
    when: z
      .union([
        object({ time: number({ min: 0, max: 3600 }) }).describe('Seconds since the start.'),
        object({ passes: z.enum(['x', 'y', 'z']), at: number(COORDINATE) }).describe(
          'Its centre comes to the other side of `at`, m, along an axis of the world.',
        ),
        object({ touches: NAME }).describe('It touches that body.'),
        object({ leaves: NAME }).describe('It touches that body no more.'),
      ])
      .describe('The moment.'),
    through: NAME.optional().describe('Of pass_through: what it passes through.'),
    color: color().optional().describe('Of change: its other colour, sRGB #rrggbb.'),
    radius: number(LENGTH).optional().describe('Of change, for round bodies: its other radius, m.'),
  });
}
