import type * as z from 'zod';
import { COORDINATE, NAME, type NumberLeaf, object, vec3Schema } from './schema-leaves.ts';

/** A push from outside in a scene file. */
export const disturbanceSchema = <N extends z.ZodType>(number: NumberLeaf<N>) =>
  object({
    body: NAME.describe('The dynamic body that is pushed.'),
    start: number({ min: 0, max: 3600 }).describe('When the push begins, s.'),
    duration: number({ above: 0, max: 60 }).optional().describe('For how long it lasts, s; default 0.1.'),
    impulse: number({ min: 0, max: 1e6 }).describe('Force times duration, N·s.'),
    direction_deg: number({ min: -360, max: 360 }).describe(
      'Where it pushes to, degrees about the world z axis: 0 along x, 90 along y.',
    ),
    point: vec3Schema(number, COORDINATE)
      .optional()
      .describe("Where it pushes, in the body's frame, m; default its origin."),
  });
