import { BOX_EDGES } from '../../core/box-edges.ts';
import { add, type Quaternion, rotate, type Vec3 } from '../../core/pose.ts';
import type { BodyExtent } from './body-extents.ts';

/** The twelve edges of a body's box where the body is, in the frame of its position. */
export function boxEdges(
  { center, halfSize: h }: BodyExtent,
  position: Vec3,
  orientation: Quaternion,
): readonly (readonly [Vec3, Vec3])[] {
  const place = ([x, y, z]: Vec3): Vec3 =>
    add(position, rotate(orientation, add(center, [x * h[0], y * h[1], z * h[2]])));
  return BOX_EDGES.map(([from, to]) => [place(from), place(to)] as const);
}
