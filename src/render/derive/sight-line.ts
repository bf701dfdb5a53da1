import type { Shape } from '../../core/episode.ts';
import { invertRigid, multiplyTransforms } from '../../core/pose.ts';
import { TRANSFORM_STRIDE, transformsById, worldFromBody } from './body-transforms.ts';
import { meetsShape } from './ray-shape.ts';
import type { ViewTruth } from './view-truth.ts';

/**
 * The line from a view's camera to `point` (camera frame, metres; read anew at each call).
 *
 * @returns Whether the body `id` stands before the point, which belongs to the body `owner`: nearer by
 * more than the share `margin`, or, if it is the point's own body, with the point on its far side (drawn
 * facets lie a little inside a round shape, so how far a point is behind its own surface says nothing).
 */
export function createSightLine(
  view: ViewTruth,
  point: Float64Array,
  margin: number,
): (id: number, owner: number) => boolean {
  const bodyFromCamera = transformsById(view, (row) =>
    multiplyTransforms(invertRigid(worldFromBody(view.state, row)), view.worldFromCamera),
  );
  const shapes: Shape[] = [];
  for (const { name, shape } of view.episode.bodies) shapes[view.ids[name] as number] = shape;
  const ray = new Float64Array(6);
  const span = new Float64Array(2);
  return (id, owner) => {
    if (id === 0) return false;
    for (let axis = 0, m = id * TRANSFORM_STRIDE; axis < 3; axis++, m += 4) {
      ray[axis] = bodyFromCamera[m + 3]!;
      ray[axis + 3] =
        bodyFromCamera[m]! * point[0]! +
        bodyFromCamera[m + 1]! * point[1]! +
        bodyFromCamera[m + 2]! * point[2]!;
    }
    if (!meetsShape(shapes[id]!, ray, span) || !(span[0]! > 0)) return false;
    return id === owner ? Math.abs(1 - span[0]!) > Math.abs(span[1]! - 1) : span[0]! < 1 - margin;
  };
}
