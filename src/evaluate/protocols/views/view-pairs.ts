import { length, type Mat4, subtract, transformPoint } from '../../../core/pose.ts';
import { fundamentalMatrix } from '../../../metrics/fundamental-matrix.ts';
import { sampsonDistance } from '../../../metrics/sampson-error.ts';
import type { ViewTracks } from './view-tracks.ts';

/** Cameras nearer than this tell nothing of depth, metres. */
const LEAST_BASELINE = 0.01;

/** One camera's view of some moments: what is predicted, and what the same rules see in the true frames. */
export type View = { readonly predicted: ViewTracks; readonly truth: ViewTracks };

/** One body in two views, `horizon` frames ahead. */
export type PairedView = {
  /** Frames ahead, from 1. */
  readonly horizon: number;
  /** Pixels; NaN where the prediction does not show the body whole in both views. */
  readonly error: number;
};

const apart = (a: Mat4, b: Mat4): boolean =>
  length(subtract(transformPoint(a, [0, 0, 0]), transformPoint(b, [0, 0, 0]))) >= LEAST_BASELINE;

/** Every body that the true frames of two cameras show whole, in what is predicted of them. */
function pairTwo(a: View, b: View): PairedView[] {
  return a.predicted.worldFromCamera.flatMap((poseA, h) => {
    const poseB = b.predicted.worldFromCamera[h];
    if (poseB === undefined || !apart(poseA, poseB)) return [];
    const between = fundamentalMatrix(
      { intrinsics: a.predicted.intrinsics, worldFromCamera: poseA },
      { intrinsics: b.predicted.intrinsics, worldFromCamera: poseB },
    );
    return Object.keys(a.truth.bodies).flatMap((body): PairedView[] => {
      const placeIn = ({ bodies }: ViewTracks) => bodies[body]?.[h] ?? null;
      if (placeIn(a.truth) === null || placeIn(b.truth) === null) return [];
      const [first, second] = [placeIn(a.predicted), placeIn(b.predicted)];
      const seen = first !== null && second !== null;
      return [{ horizon: h + 1, error: seen ? sampsonDistance(between, first, second) : Number.NaN }];
    });
  });
}

/** As {@link pairTwo}, of every two cameras that saw the same moments. */
export const pairViews = (views: readonly View[]): PairedView[] =>
  views.flatMap((a, i) => views.slice(i + 1).flatMap((b) => pairTwo(a, b)));
