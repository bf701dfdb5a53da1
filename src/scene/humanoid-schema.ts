import * as z from 'zod';
import { NAME, type NumberLeaf, object } from './schema-leaves.ts';
import { urdfFields } from './urdf/urdf-schema.ts';

const PAIR = z.tuple([NAME, NAME]);

/** A humanoid in a scene file; its root link is its pelvis. */
export const humanoidSchema = <N extends z.ZodType>(number: NumberLeaf<N>) =>
  object({
    kind: z.literal('humanoid'),
    ...urdfFields(number),
    torso: NAME.describe('The link that carries the arms.'),
    feet: PAIR.describe('Left and right links that stand on the ground, each with a box as collision.'),
    palms: PAIR.describe('Left and right links whose origins its actions move.'),
    max_squat: number({ above: 0, max: 10 })
      .optional()
      .describe('How far it may be lowered, m; default 0.3.'),
    max_lean: number({ above: 0, max: 1 })
      .optional()
      .describe('How far its centre of mass may be shifted along x and y, m; default 0.05.'),
    max_reach: number({ above: 0, max: 10 })
      .optional()
      .describe('How far a palm may be moved along each axis from where it rests, m; default 0.8.'),
  });
