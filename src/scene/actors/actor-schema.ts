import * as z from 'zod';
import {
  COORDINATE,
  type ColorLeaf,
  NAME,
  type NumberLeaf,
  type NumberRange,
  object,
  vec3Schema,
} from '../schema-leaves.ts';
import { CAR_MODELS } from './car-models.ts';

/** Nobody drives faster on these roads, m/s. */
const ROAD_SPEED: NumberRange = { min: 0, max: 60 };
const TIME: NumberRange = { min: 0, max: 10_000 };

function groundPoint<N extends z.ZodType>(number: NumberLeaf<N>) {
  return z.tuple([number(COORDINATE), number(COORDINATE)]);
}

function driverSchema<N extends z.ZodType>(number: NumberLeaf<N>) {
  const path = z.array(groundPoint(number)).min(2).max(200);
  const manoeuvre = z.discriminatedUnion('kind', [
    object({
      kind: z.literal('shift'),
      start: number(TIME).describe('s'),
      duration: number({ min: 0.1, max: 1000 }).describe('s'),
      offset: number({ min: -100, max: 100 }).describe('Of its path, to the left, that it ends with, m.'),
    }),
    object({
      kind: z.literal('speed'),
      start: number(TIME).describe('s'),
      speed: number(ROAD_SPEED).describe('What it wants from then on, m/s.'),
      rate: number({ above: 0, max: 12 }).describe('What it gains or loses on its way there, m/s².'),
    }),
  ]);
  return object({
    path: path.optional().describe('Points [x, y] that it follows, m; default straight ahead.'),
    speed: number({ above: 0, max: 60 }).describe('Where nothing is in its way, m/s.'),
    time_gap: number({ min: 0, max: 10 }).optional().describe('Behind what drives ahead, s; default 1.4.'),
    min_gap: number({ min: 0, max: 50 }).optional().describe('At standstill, m; default 2.5.'),
    acceleration: number({ above: 0, max: 6 }).optional().describe('m/s², default 1.8.'),
    deceleration: number({ above: 0, max: 8 }).optional().describe('Comfortable, m/s²; default 2.5.'),
    heeds: z
      .enum(['all', 'ahead', 'nothing'])
      .optional()
      .describe('Gives way to those in its way and about to be (default), to those in its way, to nobody.'),
    manoeuvres: z.array(manoeuvre).max(16).optional().describe('Done at their times, in this order.'),
  });
}

/** What every car of a scene file says of itself, whoever drives it. */
const carFields = <N extends z.ZodType, C extends z.ZodType>(number: NumberLeaf<N>, color: ColorLeaf<C>) => ({
  kind: z.literal('car'),
  name: NAME.describe('Of its body, on which cameras ride; its wheels are name_wheel_fl, _fr, _rl and _rr.'),
  model: z
    .union([z.enum(CAR_MODELS), z.array(z.enum(CAR_MODELS)).min(1)])
    .optional()
    .describe('Default sedan; of several, each car takes one.'),
  color: color()
    .optional()
    .describe('Of its paint, sRGB #rrggbb; by default drawn from those that are common.'),
  position: groundPoint(number).describe('Of its middle as the episode begins, m.'),
  yaw_deg: number({ min: -360, max: 360 })
    .optional()
    .describe('Where it heads: degrees from world x; default 0.'),
  speed: number(ROAD_SPEED).optional().describe('As the episode begins, m/s; default 0.'),
});

/** The ego car of a scene file. */
export const egoCarSchema = <N extends z.ZodType, C extends z.ZodType>(
  number: NumberLeaf<N>,
  color: ColorLeaf<C>,
) =>
  object({ ...carFields(number, color), driver: driverSchema(number).describe('How it is meant to drive.') });

/** Who else acts in a scene file; `random` are the ranges of an actor's own, drawn once a copy. */
export function actorSchema<N extends z.ZodType, C extends z.ZodType, R extends z.ZodType>(
  number: NumberLeaf<N>,
  color: ColorLeaf<C>,
  random: R,
) {
  const copies = {
    random: random.optional().describe('Ranges of this actor alone, drawn once a copy.'),
    repeat: object({
      count: number({ min: 0, max: 100 }).describe('How many copies, named name_1, name_2, …'),
      step: vec3Schema(number, COORDINATE).describe('From one copy to the next, m.'),
    })
      .optional()
      .describe('Makes a row of copies.'),
  };
  return z.discriminatedUnion('kind', [
    object({
      ...carFields(number, color),
      driver: driverSchema(number).optional().describe('Without one it is parked.'),
      ...copies,
    }),
    object({
      kind: z.literal('pedestrian'),
      name: NAME.describe('Of its trunk; its limbs are name_thigh_l, name_shin_r, … '),
      color: color().optional().describe('Of the shirt, sRGB #rrggbb; by default drawn, as the rest is.'),
      height: number({ min: 1, max: 2.2 }).optional().describe('m, default 1.72.'),
      path: z.array(groundPoint(number)).min(2).max(200).describe('Points [x, y] that it walks along, m.'),
      speed: number({ above: 0, max: 8 }).describe('m/s'),
      start: number(TIME).optional().describe('When it sets off, s; default 0.'),
      ...copies,
    }),
  ]);
}
