import * as z from 'zod';
import { object } from '../schema-leaves.ts';

/** A straight street of a scene file, along world x, its middle at y = 0, traffic on the right. */
export const STREET_SCHEMA = object({
  extent: z
    .tuple([z.number().min(-1000).max(1000), z.number().min(-1000).max(1000)])
    .refine(([from, to]) => to - from >= 40, 'from, then to, at least 40 m apart')
    .describe('Where it begins and ends along x, m.'),
  lanes: z.int().min(1).max(4).describe('In each direction.'),
  lane_width: z.number().min(2.5).max(5).optional().describe('m, default 3.5.'),
  parking: z
    .number()
    .min(0)
    .max(4)
    .optional()
    .describe('Width of a strip to park on at both sides, m; default 0.'),
  crossing: z
    .number()
    .min(-1000)
    .max(1000)
    .optional()
    .describe('Where a street of the same kind crosses it, m along x; default nowhere.'),
  crosswalk: z.number().min(-1000).max(1000).optional().describe('Where stripes cross it, m along x.'),
});

export type Street = z.output<typeof STREET_SCHEMA>;
