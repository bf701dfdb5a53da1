import { add, type Quaternion, rotate, type Vec3 } from '../../core/pose.ts';
import type { BodyExtent } from './body-extents.ts';

/** The edges of a cube with corners at ±1. */
const EDGES: readonly (readonly [Vec3, Vec3])[] = [0, 1, 2].flatMap((axis) =>
  [-1, 1].flatMap((a) =>
    [-1, 1].map((b) => {
      const end = (along: number): Vec3 => {
        const corner = [a, b];
        corner.splice(axis, 0, along);
        return corner as unknown as Vec3;
      };
      return [end(-1), end(1)] as const;
    }),
  ),
);

/** The twelve edges of a body's box where the body is, in the frame of its position. */
export function boxEdges(
  { center, halfSize: h }: BodyExtent,
  position: Vec3,
  orientation: Quaternion,
): readonly (readonly [Vec3, Vec3])[] {
  const place = ([x, y, z]: Vec3): Vec3 =>
    add(position, rotate(orientation, add(center, [x * h[0], y * h[1], z * h[2]])));
  return EDGES.map(([from, to]) => [place(from), place(to)] as const);
}
