import * as z from 'zod';
import { nearest } from './nearest.ts';

/** What a number of a scene file may be; bounds are inclusive unless `above` says otherwise. */
export type NumberRange = { readonly min?: number; readonly above?: number; readonly max: number };

export const LENGTH: NumberRange = { above: 0, max: 1000 };
export const COORDINATE: NumberRange = { min: -1000, max: 1000 };
/** Rapier caps linear speed here, so a faster body is refused, m/s. */
export const MAX_SPEED = 400;
export const UNIT: NumberRange = { min: -1.001, max: 1.001 };
export const SPEED: NumberRange = { min: -MAX_SPEED, max: MAX_SPEED };

export const NAME = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
export const SCENE_NAME = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
export const REFERENCE = z.string().regex(/^\$[a-z][a-z0-9_]{0,63}$/);
export const COLOR = z.string().regex(/^#[0-9a-fA-F]{6}$/);

/** A strict object whose complaint about an unknown field names the nearest right one. */
export function object<T extends z.core.$ZodLooseShape>(shape: T): z.ZodObject<T, z.core.$strict> {
  const fields = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? nearest(String(issue.keys[0]), fields) : undefined,
  });
}

/** A number, or a reference to a named range. */
export const boundedNumber = (range: NumberRange): z.ZodNumber => {
  const capped = z.number().max(range.max);
  return range.above !== undefined ? capped.gt(range.above) : capped.min(range.min ?? -range.max);
};

/** The leaves of a scene: with references for a file, without for what is sampled. */
export type NumberLeaf<N> = (range: NumberRange) => N;
export type ColorLeaf<C> = () => C;

export const vec3Schema = <N extends z.ZodType>(number: NumberLeaf<N>, range: NumberRange) =>
  z.tuple([number(range), number(range), number(range)]);
