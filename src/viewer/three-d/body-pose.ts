import type { Quaternion, Vec3 } from '../../core/pose.ts';
import type { ClipFacts } from '../../core/view/dataset-view.ts';

/** Where a body is at a frame, world frame, by its row in the state. */
export function bodyPose(
  { positions, orientations, bodies }: ClipFacts['steps'],
  frame: number,
  body: number,
): { readonly position: Vec3; readonly orientation: Quaternion } {
  const row = frame * bodies.length + body;
  return {
    position: positions.slice(3 * row, 3 * row + 3) as unknown as Vec3,
    orientation: orientations.slice(4 * row, 4 * row + 4) as unknown as Quaternion,
  };
}
