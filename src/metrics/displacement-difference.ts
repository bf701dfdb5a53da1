import type { LabelRegion } from './label-regions.ts';
import { isPresent, isVisible } from './presence.ts';

/** How far apart one body is in two courses of events at one moment, pixels: in truth and as predicted. */
export type DisplacementDifference = {
  readonly body: number;
  readonly truth: readonly [u: number, v: number];
  readonly predicted: readonly [u: number, v: number];
  /** Whether one of the predictions does not show the body: then it predicts no difference. */
  readonly lost: boolean;
};

/** One course's bodies, in truth and as predicted. */
export type CourseRegions = {
  readonly truth: readonly LabelRegion[];
  readonly predicted: readonly LabelRegion[];
};

/** Where each body that both truths show is in one course, minus where it is in the other. */
export function displacementDifferences(
  branch: CourseRegions,
  parent: CourseRegions,
): DisplacementDifference[] {
  return branch.truth.flatMap((there, body) => {
    const here = parent.truth[body] as LabelRegion;
    if (!(isVisible(there) && isVisible(here))) return [];
    const [a, b] = [branch.predicted[body] as LabelRegion, parent.predicted[body] as LabelRegion];
    const lost = !(isPresent(there, a) && isPresent(here, b));
    return [
      {
        body,
        truth: [there.u - here.u, there.v - here.v] as const,
        predicted: lost ? ([0, 0] as const) : ([a.u - b.u, a.v - b.v] as const),
        lost,
      },
    ];
  });
}
