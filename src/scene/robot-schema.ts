import * as z from 'zod';
import { egoCarSchema } from './actors/actor-schema.ts';
import { armSchema, baseSchema } from './arm-schema.ts';
import { humanoidSchema } from './humanoid-schema.ts';
import { COORDINATE, type ColorLeaf, MAX_SPEED, NAME, type NumberLeaf, object } from './schema-leaves.ts';
import { urdfFields } from './urdf/urdf-schema.ts';

/** What acts in a scene file. */
export function robotSchema<N extends z.ZodType, C extends z.ZodType>(
  number: NumberLeaf<N>,
  color: ColorLeaf<C>,
) {
  const pusher = object({
    kind: z.literal('pusher'),
    body: NAME.describe('The kinematic body that it moves.'),
    max_speed: number({ above: 0, max: MAX_SPEED }).describe('Along each axis, m/s.'),
    workspace: z
      .tuple([number(COORDINATE), number(COORDINATE), number(COORDINATE), number(COORDINATE)])
      .describe('Its centre stays in [x_min, y_min, x_max, y_max], world frame, m.'),
  });
  const joints = object({
    kind: z.literal('joints'),
    ...urdfFields(number),
    control: z
      .enum(['position', 'velocity', 'effort'])
      .optional()
      .describe('What an action says of every joint that moves and mimics none; default position.'),
    stiffness: number({ min: 0, max: 1e9 })
      .optional()
      .describe('Of position control, N·m/rad or N/m; default 30 times the effort that a joint may exert.'),
    damping: number({ min: 0, max: 1e9 })
      .optional()
      .describe('Of position and velocity control, N·m·s/rad or N·s/m; default 1.5 times that effort.'),
  });
  return z.discriminatedUnion('kind', [
    pusher,
    joints,
    armSchema(number),
    baseSchema(number),
    humanoidSchema(number),
    egoCarSchema(number, color),
  ]);
}
