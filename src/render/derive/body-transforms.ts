import type { WorldState } from '../../core/episode.ts';
import { type Mat4, poseMatrix, type Quaternion, type Vec3 } from '../../core/pose.ts';
import type { ViewTruth } from './view-truth.ts';

/** Numbers a transform has in a table: the upper three rows, row by row. */
export const TRANSFORM_STRIDE = 12;

/** A body's centre in the world frame, metres, by its place in the episode. */
export const bodyPosition = ({ positions: p }: WorldState, row: number): Vec3 => [
  p[3 * row] as number,
  p[3 * row + 1] as number,
  p[3 * row + 2] as number,
];

/** A body's turn in the world frame, by its place in the episode. */
export const bodyOrientation = ({ orientations: q }: WorldState, row: number): Quaternion => [
  q[4 * row] as number,
  q[4 * row + 1] as number,
  q[4 * row + 2] as number,
  q[4 * row + 3] as number,
];

/** Where the frame of a body is, by its place in the episode. */
export const worldFromBody = (state: WorldState, row: number): Mat4 =>
  poseMatrix(bodyPosition(state, row), bodyOrientation(state, row));

/** Tables by instance id are this long: one more than the greatest id of the episode. */
export const idTableLength = ({ episode, ids }: ViewTruth): number =>
  1 + episode.bodies.reduce((greatest, { name }) => Math.max(greatest, ids[name] as number), 0);

/** A transform for each body, found by its instance id: [ids, 12]; zeros for ids of no body. */
export function transformsById(view: ViewTruth, make: (row: number) => Mat4): Float64Array {
  const table = new Float64Array(idTableLength(view) * TRANSFORM_STRIDE);
  view.episode.bodies.forEach(({ name }, row) => {
    table.set(make(row).slice(0, TRANSFORM_STRIDE), (view.ids[name] as number) * TRANSFORM_STRIDE);
  });
  return table;
}
