import * as z from 'zod';
import { COORDINATE, MAX_SPEED, NAME, type NumberLeaf, object } from './schema-leaves.ts';

/** What acts in a scene file. */
export function robotSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  const pusher = object({
    kind: z.literal('pusher'),
    body: NAME.describe('The kinematic body that it moves.'),
    max_speed: number({ above: 0, max: MAX_SPEED }).describe('Along each axis, m/s.'),
    workspace: z
      .tuple([number(COORDINATE), number(COORDINATE), number(COORDINATE), number(COORDINATE)])
      .describe('Its centre stays in [x_min, y_min, x_max, y_max], world frame, m.'),
  });
  return z.discriminatedUnion('kind', [pusher]);
}
