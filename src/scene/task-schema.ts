import * as z from 'zod';
import { COORDINATE, LENGTH, NAME, type NumberLeaf, object, vec3Schema } from './schema-leaves.ts';

const ANGLE = { min: 0, max: 180 };
const WEIGHT = { min: -1e6, max: 1e6 };
const MEASURE = { min: -1e6, max: 1e6 };

/** What is to be done in a scene file. */
export function taskSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  const vec3 = vec3Schema(number, COORDINATE);
  const point = z
    .union([
      NAME,
      object({ body: NAME, offset: vec3.describe("In the body's frame, m.") }),
      vec3.describe('World frame, m.'),
    ])
    .describe('A body (its origin), a point of its frame, or one of the world.');
  const bounds = {
    above: number(MEASURE).optional().describe('At least this.'),
    below: number(MEASURE).optional().describe('At most this.'),
  };
  const not = { not: z.boolean().optional().describe('Holds where the rest does not.') };
  const body = { body: NAME.describe('A body.') };
  const joint = { joint: NAME.describe('A joint.') };
  const points = { of: point, to: point, horizontal: z.boolean().optional().describe('Seen from above.') };
  const region = object({
    on: NAME.optional().describe('The body in whose frame it lies; default the world.'),
    center: vec3.describe('m'),
    size: vec3Schema(number, LENGTH).describe('Full edge lengths, m.'),
  });
  const others = z.union([NAME, z.array(NAME).min(1).max(64)]);
  const condition = z.discriminatedUnion('kind', [
    object({ kind: z.literal('distance'), ...not, ...points, ...bounds }),
    object({ kind: z.literal('height'), ...not, of: point, ...bounds }),
    object({ kind: z.literal('inside'), ...not, of: point, region }),
    object({
      ...{ kind: z.literal('tilt'), ...not, ...body },
      above_deg: number(ANGLE).optional().describe('At least this, degrees from upright.'),
      below_deg: number(ANGLE).optional().describe('At most this, degrees from upright.'),
    }),
    object({ kind: z.literal('speed'), ...not, ...body, ...bounds }),
    object({ kind: z.literal('time'), ...not, ...bounds }).describe('Seconds since the start.'),
    object({ kind: z.literal('joint'), ...not, ...joint, ...bounds }),
    object({
      ...{ kind: z.literal('contact'), ...not, ...body },
      with: others.describe('Bodies or classes, of which one is enough.'),
    }),
    object({ kind: z.literal('resting-on'), ...not, ...body, on: NAME.describe('The body below it.') }),
  ]);
  const weight = number(WEIGHT);
  const target = number(MEASURE).describe('rad or m');
  const gap = z.union([object(points), object({ ...joint, target })]);
  const term = z.discriminatedUnion('kind', [
    object({ kind: z.literal('distance'), gap, weight: weight.describe('−weight × gap.') }),
    object({ kind: z.literal('progress'), gap, weight: weight.describe('weight × what the gap shrank.') }),
    object({ kind: z.literal('success'), value: weight.describe('Once, with the success.') }),
    object({ kind: z.literal('failure'), value: weight.describe('Once, with the failure; usually < 0.') }),
    object({ kind: z.literal('frame'), value: weight.describe('Every frame.') }),
    object({ kind: z.literal('action'), weight: weight.describe('−weight × mean square, bounds at 1.') }),
  ]);
  return object({
    name: NAME.describe('Names the experts that know how to do it.'),
    success: z.array(condition).min(1).max(16).describe('All must hold.'),
    failure: z.array(condition).max(16).optional().describe('One is enough.'),
    hold_s: number({ min: 0, max: 3600 }).optional().describe('How long success must hold, s; default 0.'),
    reward: z.array(term).max(16).optional().describe('Summed; default 1 with the success.'),
    ends: z
      .array(z.literal(['success', 'failure']))
      .max(2)
      .optional()
      .describe('What terminates an episode; default both.'),
  });
}
