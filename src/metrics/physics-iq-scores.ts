import { physicsIqMasks } from './physics-iq-masks.ts';
import { meanSquaredError } from './psnr.ts';

/** Physics-IQ's four figures of one view against another. */
export type PhysicsIqScores = {
  /** Where something moves at any time, in [0, 1]; higher is better. */
  readonly spatialIou: number;
  /** Where and when: mean over the frames, in [0, 1]; higher is better. */
  readonly spatioTemporalIou: number;
  /** Where and how much, in [0, 1]; higher is better. */
  readonly weightedIou: number;
  /** Mean squared error of pixels in 0…1; lower is better. */
  readonly mse: number;
};

/** Overlap of two masks; 1 where both are empty, as the benchmark has it. */
function overlap(a: Uint8Array, b: Uint8Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.length; i++) {
    both += a[i]! & b[i]!;
    either += a[i]! | b[i]!;
  }
  return either === 0 ? 1 : both / either;
}

/** In how many frames each pixel is in the mask. */
function framesIn(masks: readonly Uint8Array[]): Uint32Array {
  const counts = new Uint32Array(masks[0]?.length ?? 0);
  for (const mask of masks) for (let i = 0; i < counts.length; i++) counts[i]! += mask[i]!;
  return counts;
}

/** Overlap of the masks' unions over time: where something moved. In [0, 1]. */
export function spatialIou(a: readonly Uint8Array[], b: readonly Uint8Array[]): number {
  const ever = (masks: readonly Uint8Array[]): Uint8Array => Uint8Array.from(framesIn(masks), Math.sign);
  return overlap(ever(a), ever(b));
}

/** Mean over the frames of the masks' overlap: where and when something moved. In [0, 1]. */
export function spatioTemporalIou(a: readonly Uint8Array[], b: readonly Uint8Array[]): number {
  return a.reduce((sum, mask, t) => sum + overlap(mask, b[t]!), 0) / a.length;
}

/** Overlap of the masks' means over time, the lesser over the greater: where and how much. In [0, 1]. */
export function weightedSpatialIou(a: readonly Uint8Array[], b: readonly Uint8Array[]): number {
  const [countsA, countsB] = [framesIn(a), framesIn(b)];
  let least = 0;
  let most = 0;
  for (let i = 0; i < countsA.length; i++) {
    least += Math.min(countsA[i]!, countsB[i]!);
    most += Math.max(countsA[i]!, countsB[i]!);
  }
  return most === 0 ? 1 : least / most;
}

/**
 * Physics-IQ's four figures of a video against another of the same length and size.
 *
 * Source: Motamed et al. 2025 (arXiv 2501.09038), section 3.3; masks by `physicsIqMasks`.
 *
 * @param truth - sRGB 8 bit, shape [height, width, 3] each; so is `predicted`.
 */
export function physicsIqScores(
  truth: readonly Uint8Array[],
  predicted: readonly Uint8Array[],
  width: number,
): PhysicsIqScores {
  const [a, b] = [physicsIqMasks(truth, width), physicsIqMasks(predicted, width)];
  const errors = truth.map((frame, t) => meanSquaredError(frame, predicted[t]!) / 255 ** 2);
  return {
    spatialIou: spatialIou(a, b),
    spatioTemporalIou: spatioTemporalIou(a, b),
    weightedIou: weightedSpatialIou(a, b),
    mse: errors.reduce((sum, error) => sum + error, 0) / errors.length,
  };
}
