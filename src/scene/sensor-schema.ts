import * as z from 'zod';
import { COORDINATE, LENGTH, NAME, type NumberLeaf, object, UNIT, vec3Schema } from './schema-leaves.ts';

const NOISE = { min: 0, max: 1000 };

/** A sensor of a scene file that is no camera. */
export function sensorSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  const noise = (unit: string) => number(NOISE).optional().describe(`${unit}; default 0.`);
  const place = {
    name: NAME.describe('Names its Parquet file in a dataset.'),
    on: NAME.optional().describe('The body that it rides on; default the world.'),
    position: vec3Schema(number, COORDINATE)
      .optional()
      .describe("Of its frame (x forward, y left, z up) in the body's, m."),
    orientation: z
      .tuple([number(UNIT), number(UNIT), number(UNIT), number(UNIT)])
      .optional()
      .describe('A unit quaternion [x, y, z, w].'),
  };
  const rate = (what: string) => z.int().min(1).max(10_000).describe(`${what}; divides the physics rate.`);
  return z.discriminatedUnion('kind', [
    object({
      kind: z.literal('lidar'),
      ...place,
      rings: z.literal([16, 32, 64, 128]),
      columns: z.int().min(1).max(8192).describe('Columns a turn.'),
      rate_hz: rate('Turns a second'),
      elevation_deg: z
        .tuple([number({ min: -90, max: 90 }), number({ min: -90, max: 90 })])
        .describe('Lowest and highest ring, degrees above the horizon.'),
      min_range: number({ min: 0, max: 1000 }).optional().describe('m; default 0.1.'),
      max_range: number({ above: 0, max: 1000 }).describe('m'),
      motion_distorted: z
        .boolean()
        .optional()
        .describe('The world moves while the head turns; default true.'),
      range_noise: noise('Standard deviation, m'),
      dropout: number({ min: 0, max: 1 }).optional().describe('Share of returns that are lost; default 0.'),
    }),
    object({
      kind: z.literal('imu'),
      ...place,
      rate_hz: rate('Readings a second'),
      accelerometer_noise: noise('White noise, m/s²/√Hz'),
      gyroscope_noise: noise('White noise, rad/s/√Hz'),
      accelerometer_walk: noise('Random walk of the bias, m/s³/√Hz'),
      gyroscope_walk: noise('Random walk of the bias, rad/s²/√Hz'),
    }),
    object({
      kind: z.literal('contact'),
      name: NAME,
      on: NAME.describe('The body whose contacts it feels.'),
      rate_hz: rate('Readings a second'),
    }),
    object({
      kind: z.literal('encoder'),
      name: NAME,
      joints: z.array(NAME).min(1).max(64).optional().describe('Default all that can move.'),
      rate_hz: rate('Readings a second'),
      position_noise: noise('Standard deviation, rad or m'),
      velocity_noise: noise('Standard deviation, rad/s or m/s'),
    }),
    object({
      kind: z.literal('odometry'),
      name: NAME,
      left: NAME.describe('The joint of the left wheel; a positive turn drives forward.'),
      right: NAME.describe('The joint of the right wheel.'),
      wheel_radius: number(LENGTH).describe('m'),
      track: number(LENGTH).describe('Between the wheels, m.'),
      rate_hz: rate('Readings a second'),
      noise: noise("A random walk of each wheel's turn, rad/√rad"),
    }),
  ]);
}
