import { invertRigid, multiplyTransforms } from '../../core/pose.ts';
import {
  bodyOrientation,
  bodyPosition,
  idTableLength,
  transformsById,
  worldFromBody,
} from './body-transforms.ts';
import type { ViewTruth } from './view-truth.ts';

/** How the points of each body move from one view to another; both tables are found by instance id. */
export type PointMotion = {
  /** From this camera's frame to the other's: [ids, 12], as `transformsById`. */
  readonly otherFromThis: Float64Array;
  /** 1 where neither the body nor the camera has moved: the numbers above would only add rounding. */
  readonly still: Uint8Array;
};

/** Follows rigid bodies from `view` to `other`: other camera ← world ← body ← world ← this camera. */
export function pointMotion(view: ViewTruth, other: ViewTruth): PointMotion {
  const still = new Uint8Array(idTableLength(view));
  const otherFromWorld = invertRigid(other.worldFromCamera);
  const cameraIsStill = areEqual(view.worldFromCamera, other.worldFromCamera);
  const otherFromThis = transformsById(view, (row) => {
    const bodyIsStill =
      areEqual(bodyPosition(view.state, row), bodyPosition(other.state, row)) &&
      areEqual(bodyOrientation(view.state, row), bodyOrientation(other.state, row));
    const name = view.episode.bodies[row]?.name as string;
    if (cameraIsStill && bodyIsStill) still[view.ids[name] as number] = 1;
    const bodyFromThis = multiplyTransforms(
      invertRigid(worldFromBody(view.state, row)),
      view.worldFromCamera,
    );
    const otherFromBody = multiplyTransforms(otherFromWorld, worldFromBody(other.state, row));
    return multiplyTransforms(otherFromBody, bodyFromThis);
  });
  return { otherFromThis, still };
}

const areEqual = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => value === b[i]);
