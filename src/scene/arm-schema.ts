import * as z from 'zod';
import { MAX_SPEED, NAME, type NumberLeaf, object } from './schema-leaves.ts';
import { urdfFields } from './urdf/urdf-schema.ts';

const JOINTS = z.array(NAME).max(8);

/** An arm in a scene file. */
export const armSchema = <N extends z.ZodType>(number: NumberLeaf<N>) =>
  object({
    kind: z.literal('arm'),
    ...urdfFields(number),
    tool: NAME.describe('The link that works, to which joints lead from the root: z out of the hand.'),
    fingers: JOINTS.optional().describe(
      'Prismatic joints that open its gripper, moved as one; default none.',
    ),
    control: z
      .enum(['joint_velocity', 'joint_position', 'tool_velocity'])
      .optional()
      .describe('What its actions say, the opening of the gripper aside; default tool_velocity.'),
    grip_force: number({ above: 0, max: 10_000 })
      .optional()
      .describe('What a finger presses with at most, N; default 40.'),
    max_tool_speed: number({ above: 0, max: MAX_SPEED })
      .optional()
      .describe('Of the tool along each axis under tool_velocity, m/s; default 0.5.'),
    max_tool_turn: number({ above: 0, max: 100 })
      .optional()
      .describe('Of the tool about each axis under tool_velocity, rad/s; default 2.'),
  });

/** A base on wheels in a scene file. */
export const baseSchema = <N extends z.ZodType>(number: NumberLeaf<N>) =>
  object({
    kind: z.literal('base'),
    ...urdfFields(number),
    left_wheels: JOINTS.min(1).describe('Continuous joints about the y axis of its root link.'),
    right_wheels: JOINTS.min(1).describe('Those of the other side.'),
    max_speed: number({ above: 0, max: MAX_SPEED }).optional().describe('Forwards and back, m/s; default 1.'),
    max_turn: number({ above: 0, max: 100 }).optional().describe('To either side, rad/s; default 2.'),
  });
