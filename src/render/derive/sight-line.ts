import { invertRigid, multiplyTransforms } from '../../core/pose.ts';
import { worldFromBody } from './body-transforms.ts';
import { hidesPoint, type SeenPart, seenParts } from './seen-parts.ts';
import type { ViewTruth } from './view-truth.ts';

/**
 * The line from a view's camera to `point` (camera frame, metres; read anew at each call).
 *
 * @returns Whether the body `id` stands before the point, which belongs to the body `owner`, as
 * `hidesPoint` has it.
 */
export function createSightLine(
  view: ViewTruth,
  point: Float64Array,
  margin: number,
): (id: number, owner: number) => boolean {
  const parts: (readonly SeenPart[])[] = [];
  view.episode.bodies.forEach(({ name, shape }, row) => {
    const bodyFromCamera = multiplyTransforms(
      invertRigid(worldFromBody(view.state, row)),
      view.worldFromCamera,
    );
    parts[view.ids[name] as number] = seenParts(shape, bodyFromCamera);
  });
  return (id, owner) => id !== 0 && hidesPoint(parts[id]!, point, id === owner, margin);
}
