import { centroidError } from './centroid-error.ts';
import type { EvaluatedClip } from './evaluated-clip.ts';
import { flicker } from './flicker.ts';
import { foregroundPsnr } from './foreground-psnr.ts';
import { growMask } from './grow-mask.ts';
import { hallucinatedMotion } from './hallucinated-motion.ts';
import { labelOverlaps } from './label-overlaps.ts';
import { type LabelRegion, labelRegions } from './label-regions.ts';
import { labelSpans } from './label-spans.ts';
import { METRIC_IDS, type MetricId } from './metric-ids.ts';
import { MOTION_REACH, movedPixels } from './moved-pixels.ts';
import { msSsimOfPyramids, pyramidOf } from './ms-ssim.ts';
import { objectCorrespondence } from './object-correspondence.ts';
import { objectIou } from './object-iou.ts';
import { presence } from './presence.ts';
import { presencePrecision } from './presence-precision.ts';
import { idTable, labelsOfIds, makePrototypes, type Prototypes, predictedLabels } from './prototype-masks.ts';
import { meanSquaredError, psnrFromError } from './psnr.ts';
import { sharpness } from './sharpness.ts';
import { luma, ssimTerms } from './ssim.ts';
import { unionIou } from './union-iou.ts';
import { vanishedMotion } from './vanished-motion.ts';

/** One value a horizon (index 0 is one frame ahead) for each measure; NaN where it is not defined. */
export type ClipScores = Readonly<Record<MetricId, Float64Array>>;

/** What all predictions of one true frame share. */
type TruthFrame = {
  readonly rgb: Uint8Array;
  /** Luma, and its halvings. */
  readonly pyramid: readonly Float64Array[];
  readonly labels: Uint8Array;
  readonly regions: readonly LabelRegion[];
  /** What a pixel spans at each body, metres; NaN where nobody knows. */
  readonly spans: Float64Array;
  /** A moving body here, in this frame or the one before. */
  readonly foreground: Uint8Array;
  /** Where the picture changed since the frame before, and that grown by `MOTION_REACH`. */
  readonly moved: Uint8Array;
  readonly aroundMotion: Uint8Array;
};

/** What all predictions of one clip share, computed once. */
export type PreparedClip = {
  readonly clip: EvaluatedClip;
  readonly prototypes: Prototypes;
  readonly truth: readonly TruthFrame[];
};

type FrameSize = Pick<EvaluatedClip, 'width' | 'height'>;

/** Where one of two masks is set. */
function either(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i]! | b[i]!;
  return out;
}

/** Prepares a clip's truth for {@link scorePrediction}. */
export function prepareClip(clip: EvaluatedClip): PreparedClip {
  const { width, height } = clip;
  const prototypes = makePrototypes(clip.context, clip.contextIds, clip.foregroundIds, width);
  const last = clip.contextIds.at(-1) as Uint16Array;
  const foreground = idTable(clip.foregroundIds);
  const masks = [last, ...clip.truthIds].map((ids) => labelsOfIds(ids, foreground));
  const frames = [clip.context.at(-1) as Uint8Array, ...clip.truth];
  const truth = clip.truth.map((rgb, h) => {
    const labels = labelsOfIds(clip.truthIds[h]!, prototypes.groupOfId);
    const moved = movedPixels(frames[h]!, rgb);
    return {
      rgb,
      pyramid: pyramidOf(luma(rgb), width, height),
      labels,
      regions: labelRegions(labels, width, prototypes.colors.length),
      spans: labelSpans(clip.truthIds[h]!, labels, clip.metresAPixel?.[h], prototypes.colors.length),
      foreground: either(masks[h]!, masks[h + 1]!),
      moved,
      aroundMotion: growMask(moved, width, MOTION_REACH),
    };
  });
  return { clip, prototypes, truth };
}

/** Where the bodies are and what is shown of them, by the masks of both frames. */
function scoreBodies(truth: TruthFrame, labels: Uint8Array, width: number) {
  const bodies = truth.regions.length;
  const regions = labelRegions(labels, width, bodies);
  const overlaps = labelOverlaps(truth.labels, labels, bodies);
  // Without a body to find, pixels that look like one say nothing.
  const any = truth.regions.some(({ area }) => area > 0);
  return {
    union_iou: any ? unionIou(truth.labels, labels) : Number.NaN,
    object_iou: objectIou(truth.regions, regions, overlaps),
    centroid_px: centroidError(truth.regions, regions),
    centroid_m: centroidError(truth.regions, regions, truth.spans),
    object_correspondence: objectCorrespondence(truth.regions, overlaps),
    presence: presence(truth.regions, regions),
    presence_precision: presencePrecision(truth.regions, regions),
  };
}

/** What moves from `before`, the frame before of the same prediction, to `guess`. */
function scoreMotion(truth: TruthFrame, before: Uint8Array, guess: Uint8Array, width: number) {
  const moved = movedPixels(before, guess);
  return {
    vanished_motion: vanishedMotion(truth.moved, growMask(moved, width, MOTION_REACH)),
    hallucinated_motion: hallucinatedMotion(truth.aroundMotion, moved),
    flicker: flicker(before, guess, truth.aroundMotion),
  };
}

/** What the structure of a prediction is worth, over one scale and over several; a perfect one needs no windows. */
function scoreStructure(
  truth: TruthFrame,
  pyramid: readonly Float64Array[],
  size: FrameSize,
  perfect: boolean,
) {
  if (perfect) return { ssim: 1, ms_ssim: 1 };
  const { width, height } = size;
  const terms = ssimTerms(truth.pyramid[0]!, pyramid[0]!, width, height);
  return { ssim: terms.ssim, ms_ssim: msSsimOfPyramids(truth.pyramid, pyramid, width, height, terms) };
}

/** How the picture looks, whatever it shows. */
function scoreLook(truth: TruthFrame, guess: Uint8Array, labels: Uint8Array, size: FrameSize) {
  const { width, height } = size;
  const error = meanSquaredError(truth.rgb, guess);
  const pyramid = error === 0 ? truth.pyramid : pyramidOf(luma(guess), width, height);
  const bodies = either(labels, truth.foreground);
  const decibels = psnrFromError(error);
  return {
    foreground_psnr: foregroundPsnr(truth.rgb, guess, truth.foreground),
    psnr: decibels,
    psnr_pooled: decibels,
    ...scoreStructure(truth, pyramid, size, error === 0),
    sharpness: sharpness(truth.pyramid[0]!, pyramid[0]!, growMask(bodies, width, MOTION_REACH), width),
  };
}

/**
 * How far a prediction is from the truth, frame by frame.
 *
 * @param predicted One frame a true frame, sRGB 8 bit, shape [height, width, 3].
 */
export function scorePrediction(prepared: PreparedClip, predicted: readonly Uint8Array[]): ClipScores {
  const { clip, prototypes, truth } = prepared;
  const { width } = clip;
  const scores = Object.fromEntries(METRIC_IDS.map((id) => [id, new Float64Array(truth.length)])) as Record<
    MetricId,
    Float64Array
  >;
  let before = clip.context.at(-1) as Uint8Array;
  truth.forEach((exact, h) => {
    const guess = predicted[h] as Uint8Array;
    const labels = predictedLabels(guess, prototypes);
    const found: Readonly<Record<MetricId, number>> = {
      ...scoreBodies(exact, labels, width),
      ...scoreMotion(exact, before, guess, width),
      ...scoreLook(exact, guess, labels, clip),
    };
    for (const id of METRIC_IDS) scores[id][h] = found[id];
    before = guess;
  });
  return scores;
}
