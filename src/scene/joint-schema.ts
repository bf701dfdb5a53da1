import * as z from 'zod';
import { COORDINATE, MAX_SPEED, NAME, type NumberLeaf, object, vec3Schema } from './schema-leaves.ts';

const EFFORT = { min: 0, max: 1e6 };
const ANGLE = { min: -360, max: 360 };

/** A joint in a scene file. */
export function jointSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  const held = {
    name: NAME.describe('Unique in the scene.'),
    parent: NAME.describe('The body that holds.'),
    child: NAME.describe('The body that is held; of a repeated body, every copy is.'),
  };
  const anchor = vec3Schema(number, COORDINATE).describe(
    'Where the joint is, world frame, m, as the bodies lie by their positions.',
  );
  const axis = vec3Schema(number, COORDINATE).describe('World frame; any length.');
  const moving = {
    damping: number(EFFORT).optional().describe('N·m·s/rad, or N·s/m where it slides; default 0.'),
    friction: number(EFFORT).optional().describe('N·m, or N where it slides; default 0.'),
    max_effort: number(EFFORT).optional().describe('Of a motor: N·m, or N where it slides; default any.'),
    mimic: object({
      joint: NAME.describe('Another joint.'),
      multiplier: number({ min: -1000, max: 1000 }),
      offset: number({ min: -1000, max: 1000 }).optional().describe('rad or m, default 0.'),
    })
      .optional()
      .describe("Follows another: multiplier × the other's position + offset."),
  };
  const turning = {
    ...moving,
    max_velocity: number({ min: 0, max: 1000 }).optional().describe('Of a motor, rad/s; default any.'),
    start_deg: number(ANGLE)
      .optional()
      .describe('Turned by that as the episode begins, with all that hangs on the child, default 0.'),
  };
  return z.discriminatedUnion('kind', [
    object({ kind: z.literal('fixed'), ...held }),
    object({
      kind: z.literal('revolute'),
      ...{ ...held, anchor, axis },
      limits_deg: z.tuple([number(ANGLE), number(ANGLE)]).describe('Least and greatest angle, degrees.'),
      ...turning,
    }),
    object({ kind: z.literal('continuous'), ...held, anchor, axis, ...turning }),
    object({
      kind: z.literal('ball'),
      ...{ ...held, anchor, axis: axis.optional() },
      damping: moving.damping,
      friction: moving.friction,
      start_deg: turning.start_deg,
    }),
    object({
      kind: z.literal('prismatic'),
      ...{ ...held, axis },
      limits: z.tuple([number(COORDINATE), number(COORDINATE)]).describe('Least and greatest way, m.'),
      ...moving,
      max_velocity: number({ min: 0, max: MAX_SPEED }).optional().describe('Of a motor, m/s; default any.'),
      start: number(COORDINATE)
        .optional()
        .describe('Slid by that as the episode begins, with all that hangs on the child, m, default 0.'),
    }),
  ]);
}
