import {
  type CourseRegions,
  type DisplacementDifference,
  displacementDifferences,
} from '../../../metrics/displacement-difference.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { labelRegions } from '../../../metrics/label-regions.ts';
import {
  labelsOfIds,
  makePrototypes,
  type Prototypes,
  predictedLabels,
} from '../../../metrics/prototype-masks.ts';
import { meanSquaredError } from '../../../metrics/psnr.ts';
import type { Family } from './branch-windows.ts';

/** Which bodies: those that commands or joints hold, and those that they act on. */
export const BODIES = ['driven', 'free'] as const;
export type Bodies = (typeof BODIES)[number];

/** A true difference along one axis below this is too small to have a sign, pixels. */
export const SIGN_PX = 1;

/** What one branch adds to a share of differences explained. */
export type Sums = {
  /** Squares of predicted minus true difference, and of the true difference. */
  readonly missed: number;
  readonly true: number;
  /** Axes along which the true difference has a sign, and those of them whose predicted one agrees; no difference is half. */
  readonly signs: number;
  readonly agree: number;
  /** Bodies, and those that a prediction does not show. */
  readonly bodies: number;
  readonly lost: number;
};

/** One branch against its parent at one moment, frames after the first other action. */
export type BranchFigures = {
  readonly horizon: number;
  readonly differences: readonly (DisplacementDifference & { readonly bodies: Bodies })[];
  /** Sums of squares over all channels of pixel differences, 8-bit sRGB: missed and true. */
  readonly pixels: { readonly missed: number; readonly true: number };
  /** Mean squared error of the branch's prediction, 8-bit sRGB. */
  readonly error: number;
};

/** Sums over the differences of some bodies. */
export function sumsOf(differences: readonly DisplacementDifference[]): Sums {
  let [missed, total, signs, agree, lost] = [0, 0, 0, 0, 0];
  for (const one of differences) {
    if (one.lost) lost += 1;
    for (const axis of [0, 1] as const) {
      const [truth, predicted] = [one.truth[axis], one.predicted[axis]];
      missed += (predicted - truth) ** 2;
      total += truth ** 2;
      if (Math.abs(truth) < SIGN_PX) continue;
      signs += 1;
      agree += predicted === 0 ? 0.5 : Number(Math.sign(predicted) === Math.sign(truth));
    }
  }
  return { missed, true: total, signs, agree, bodies: differences.length, lost };
}

function pixelSums(
  truth: readonly [Uint8Array, Uint8Array],
  predicted: readonly [Uint8Array, Uint8Array],
): BranchFigures['pixels'] {
  const [t, t0] = truth;
  const [p, p0] = predicted;
  let [missed, total] = [0, 0];
  for (let i = 0; i < t.length; i++) {
    const difference = (t[i] as number) - (t0[i] as number);
    missed += ((p[i] as number) - (p0[i] as number) - difference) ** 2;
    total += difference ** 2;
  }
  return { missed, true: total };
}

/** Judges branches of a family; what all of them share is prepared once. */
export function openFamily({ parent, driven }: Pick<Family, 'parent' | 'driven'>) {
  const { width, context, contextIds, foregroundIds } = parent;
  const prototypes: Prototypes = makePrototypes(context, contextIds, foregroundIds, width);
  const count = prototypes.colors.length;
  const drivenGroups = new Set(driven.map((id) => (prototypes.groupOfId[id] as number) - 1));
  const regionsOf = (clip: EvaluatedClip, predicted: readonly Uint8Array[], h: number): CourseRegions => ({
    truth: labelRegions(labelsOfIds(clip.truthIds[h] as Uint16Array, prototypes.groupOfId), width, count),
    predicted: labelRegions(predictedLabels(predicted[h] as Uint8Array, prototypes), width, count),
  });
  /** @param own The prediction of the parent, and of the branch. */
  return (
    branch: EvaluatedClip,
    own: { readonly parent: readonly Uint8Array[]; readonly branch: readonly Uint8Array[] },
  ): BranchFigures[] =>
    branch.truth.map((truth, h) => {
      const before = parent.truth[h] as Uint8Array;
      const [there, here] = [own.branch[h] as Uint8Array, own.parent[h] as Uint8Array];
      const differences = displacementDifferences(
        regionsOf(branch, own.branch, h),
        regionsOf(parent, own.parent, h),
      );
      return {
        horizon: h + 1,
        differences: differences.map((one) => ({
          ...one,
          bodies: drivenGroups.has(one.body) ? 'driven' : 'free',
        })),
        pixels: pixelSums([truth, before], [there, here]),
        error: meanSquaredError(truth, there),
      };
    });
}
