import type { Material, Shape } from './episode.ts';
import { IDENTITY_QUATERNION, type Quaternion, type Vec3 } from './pose.ts';
import type { SimpleShape } from './shape.ts';

/** A simple shape within a body. */
export type ShapePart = {
  readonly shape: SimpleShape;
  /** Of the part's frame in the body's, metres. */
  readonly position: Vec3;
  readonly orientation: Quaternion;
  /** What it looks like; `null` for the body's own material. */
  readonly material: Material | null;
};

/** What of a shape is seen, or what of it other bodies meet: a shape that is no compound is both. */
export function shapeParts(shape: Shape, role: 'seen' | 'solid'): readonly ShapePart[] {
  if (shape.kind === 'compound')
    return shape.parts.filter((part) => part.role === role || part.role === 'both');
  return [{ shape, position: [0, 0, 0], orientation: IDENTITY_QUATERNION, material: null }];
}
