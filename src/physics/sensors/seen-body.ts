import type { Body } from '../../core/episode.ts';
import { square } from '../../core/exact-math.ts';
import { add, length, type Quaternion, rotate, type Vec3 } from '../../core/pose.ts';
import type { SimpleShape } from '../../core/shape.ts';
import { shapeExtent } from '../../core/shape-extent.ts';
import { shapeParts } from '../../core/shape-parts.ts';

/** A ball around a shape, in its frame, metres. */
type Ball = { readonly center: Vec3; readonly radius: number };

function ballAround(shape: SimpleShape): Ball {
  const { center, size } = shapeExtent(shape);
  switch (shape.kind) {
    case 'sphere':
      return { center, radius: shape.radius };
    case 'cylinder':
      return { center, radius: Math.sqrt(square(shape.radius) + square(shape.height) / 4) };
    case 'capsule':
      return { center, radius: shape.radius + shape.height / 2 };
    default:
      return { center, radius: length(size) / 2 };
  }
}

/** What is seen of a body, each with where its frame is in the body's; those of no compound lie at the origin. */
type SeenPart = {
  readonly shape: SimpleShape;
  readonly position: Vec3;
  readonly orientation: Quaternion;
};

/** A body as rays see it. */
export type SeenBody = {
  readonly isCompound: boolean;
  readonly parts: readonly SeenPart[];
  /** Balls around the parts in the body's frame, four numbers each: centre and radius, metres. */
  readonly balls: Float64Array;
  /** Of a ball around the body's origin that holds all its parts, metres. */
  readonly reach: number;
};

/** What is seen of a body, with balls to find it by. */
export function seenBody({ shape }: Body): SeenBody {
  const parts = shapeParts(shape, 'seen');
  const balls = parts.map(({ shape: one, position, orientation }) => {
    const { center, radius } = ballAround(one);
    return { center: add(position, rotate(orientation, center)), radius };
  });
  return {
    isCompound: shape.kind === 'compound',
    parts,
    balls: Float64Array.from(balls.flatMap(({ center, radius }) => [...center, radius])),
    reach: Math.max(...balls.map(({ center, radius }) => length(center) + radius)),
  };
}
