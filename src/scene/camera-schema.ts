import * as z from 'zod';
import { COORDINATE, LENGTH, NAME, type NumberLeaf, object, vec3Schema } from './schema-leaves.ts';

const COEFFICIENT = { min: -100, max: 100 };

function lensSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  const k = () => number(COEFFICIENT).optional();
  return z.discriminatedUnion('kind', [
    object({ kind: z.literal('pinhole') }),
    object({ kind: z.literal('brown-conrady'), k1: k(), k2: k(), p1: k(), p2: k(), k3: k() }),
    object({ kind: z.literal('fisheye'), k1: k(), k2: k(), k3: k(), k4: k() }),
  ]);
}

function effectSchemas<N extends z.ZodType>(number: NumberLeaf<N>) {
  return {
    shutter: object({
      share: number({ above: 0, max: 1 }).describe(
        "Of a frame's time; the picture of frame k is centred on state k.",
      ),
      samples: z.int().min(2).max(64).optional().describe('Moments that are averaged, default 8.'),
    })
      .optional()
      .describe('Motion blur.'),
    exposure: number({ min: -10, max: 10 }).optional().describe('Stops brighter.'),
    vignette: number({ min: 0, max: 1 }).optional().describe('Darker corners: 1 as cos⁴ of the angle.'),
    noise: object({
      full_well: number({ min: 10, max: 1e6 }).describe('Electrons that fill a pixel: shot noise.'),
      read: number({ min: 0, max: 1e5 }).describe('Electrons of read noise, standard deviation.'),
    }).optional(),
    stereo_depth: object({
      baseline: number({ above: 0, max: 10 }).describe('Between its two eyes, m.'),
      disparity_noise: number({ min: 0, max: 100 })
        .optional()
        .describe('Standard deviation, pixels; default 0.1.'),
      disparity_step: number({ above: 0, max: 10 }).optional().describe('Pixels; default 1/16.'),
      edge_fattening: number({ min: 0, max: 50 }).optional().describe('Pixels; default 1.'),
      dropout: number({ min: 0, max: 1 })
        .optional()
        .describe('Share of pixels without a match; default 0.01.'),
    })
      .optional()
      .describe('Also measures depth as a stereo camera would: the modality sensor_depth_z_m.'),
  };
}

/** A camera of a scene file. */
export function cameraSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  return object({
    name: NAME.describe('Names its folder in a dataset; a stereo pair has two, name_left and name_right.'),
    on: NAME.optional().describe('The body that it rides on: position and look_at are then in its frame.'),
    position: vec3Schema(number, COORDINATE).describe('World frame (or that of the body), m.'),
    look_at: vec3Schema(number, COORDINATE).describe(
      'The point in the middle of the image, in the same frame, m.',
    ),
    fov_deg: number({ min: 1, max: 170 }).describe('Height of the image as an angle, degrees.'),
    near: number(LENGTH).describe('Nearest depth drawn, m.'),
    far: number({ above: 0, max: 10_000 }).describe('Farthest depth drawn, m.'),
    lens: lensSchema(number).optional().describe('Default pinhole; coefficients that are left out are 0.'),
    orbit: object({
      period: number({ min: 0.1, max: 1e6 }).describe('Seconds a turn about the vertical through look_at.'),
      clockwise: z.boolean().optional().describe('Seen from above; default false.'),
    }).optional(),
    handheld: object({
      sway: number({ min: 0, max: 10 }).describe('Greatest wander along each axis, m.'),
      tilt_deg: number({ min: 0, max: 90 }).describe('Greatest turn about each axis, degrees.'),
    }).optional(),
    stereo: object({ baseline: number({ above: 0, max: 10 }).describe('Between the two cameras, m.') })
      .optional()
      .describe('Makes two cameras, half a baseline to the left and to the right.'),
    size: z
      .tuple([z.int().min(16).max(4096).multipleOf(2), z.int().min(16).max(4096).multipleOf(2)])
      .optional()
      .describe("Width and height in pixels, even; default the dataset's."),
    every: z.int().min(1).max(1000).optional().describe('Takes every n-th frame; default 1.'),
    ...effectSchemas(number),
  });
}
