import * as z from 'zod';
import { COORDINATE, NAME, type NumberLeaf, vec3Schema } from '../schema-leaves.ts';

/** What every robot of a scene says that a URDF describes. */
export const urdfFields = <N extends z.ZodType>(number: NumberLeaf<N>) => ({
  urdf: z
    .string()
    .min(1)
    .max(512)
    .describe('A URDF file in the folder of the scene, or one that comes with worldwright: robots/arm.'),
  prefix: NAME.optional().describe('Goes before the names of its bodies and joints, with an underscore.'),
  position: vec3Schema(number, COORDINATE).optional().describe('Of its root link, world frame, m.'),
  yaw_deg: number({ min: -360, max: 360 }).optional().describe('Turn about the world z axis, degrees.'),
  fixed_base: z.boolean().optional().describe('Its root link is held where it is; default true.'),
  home: z
    .record(z.string(), number({ min: -1000, max: 1000 }))
    .optional()
    .describe(
      'Where joints begin, rad or m, by their names in the URDF; default 0, or the limit nearest to it.',
    ),
  friction: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('Coulomb coefficient of links for which the URDF says none; default 0.8.'),
  collision_meshes: z
    .enum(['hull', 'pieces'])
    .optional()
    .describe('What bodies meet of a collision mesh: its convex hull (default) or convex pieces.'),
  self_collision: z
    .boolean()
    .optional()
    .describe('Its links meet each other, but for those that a joint links; default false.'),
});
