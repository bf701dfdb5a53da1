import { centroidError } from './centroid-error.ts';
import type { EvaluatedClip } from './evaluated-clip.ts';
import { foregroundPsnr } from './foreground-psnr.ts';
import { type LabelRegion, labelRegions } from './label-regions.ts';
import type { MetricId } from './metric-ids.ts';
import { presence } from './presence.ts';
import { idTable, labelsOfIds, makePrototypes, type Prototypes, predictedLabels } from './prototype-masks.ts';
import { psnr } from './psnr.ts';
import { luma, ssimOfPlanes } from './ssim.ts';
import { unionIou } from './union-iou.ts';

/** One value a horizon (index 0 is one frame ahead) for each measure; NaN where it is not defined. */
export type ClipScores = Readonly<Record<MetricId, Float64Array>>;

/** What all predictions of one clip share, computed once. */
export type PreparedClip = {
  readonly clip: EvaluatedClip;
  readonly prototypes: Prototypes;
  readonly truth: readonly {
    readonly luma: Float64Array;
    readonly labels: Uint8Array;
    readonly regions: readonly LabelRegion[];
    /** A moving body here, in this frame or the one before. */
    readonly foreground: Uint8Array;
  }[];
};

/** Prepares a clip's truth for {@link scorePrediction}. */
export function prepareClip(clip: EvaluatedClip): PreparedClip {
  const prototypes = makePrototypes(clip.context, clip.contextIds, clip.foregroundIds, clip.width);
  const last = clip.contextIds.at(-1) as Uint16Array;
  const foreground = idTable(clip.foregroundIds);
  const masks = [last, ...clip.truthIds].map((ids) => labelsOfIds(ids, foreground));
  const truth = clip.truth.map((frame, h) => {
    const labels = labelsOfIds(clip.truthIds[h] as Uint16Array, prototypes.groupOfId);
    const before = masks[h] as Uint8Array;
    return {
      luma: luma(frame),
      labels,
      regions: labelRegions(labels, clip.width, prototypes.colors.length),
      foreground: (masks[h + 1] as Uint8Array).map((value, i) => value | (before[i] as number)),
    };
  });
  return { clip, prototypes, truth };
}

/**
 * How far a prediction is from the truth, frame by frame.
 *
 * @param predicted One frame a true frame, sRGB 8 bit, shape [height, width, 3].
 */
export function scorePrediction(prepared: PreparedClip, predicted: readonly Uint8Array[]): ClipScores {
  const { clip, prototypes, truth } = prepared;
  const empty = (): Float64Array => new Float64Array(truth.length);
  const scores = {
    psnr: empty(),
    ssim: empty(),
    foreground_psnr: empty(),
    union_iou: empty(),
    centroid_px: empty(),
    presence: empty(),
  };
  truth.forEach((exact, h) => {
    const frame = clip.truth[h] as Uint8Array;
    const guess = predicted[h] as Uint8Array;
    const labels = predictedLabels(guess, prototypes);
    const regions = labelRegions(labels, clip.width, prototypes.colors.length);
    scores.psnr[h] = psnr(frame, guess);
    scores.ssim[h] = ssimOfPlanes(exact.luma, luma(guess), clip.width, clip.height);
    scores.foreground_psnr[h] = foregroundPsnr(frame, guess, exact.foreground);
    // Without a body to find, pixels that look like one say nothing.
    scores.union_iou[h] = exact.labels.some((label) => label !== 0)
      ? unionIou(exact.labels, labels)
      : Number.NaN;
    scores.centroid_px[h] = centroidError(exact.regions, regions);
    scores.presence[h] = presence(exact.regions, regions);
  });
  return scores;
}
