import type { PhysicsIqScores } from './physics-iq-scores.ts';

/** The mean of each figure, over the views of a scene or over scenes. */
export function meanPhysicsIq(scores: readonly PhysicsIqScores[]): PhysicsIqScores {
  const mean = (key: keyof PhysicsIqScores): number =>
    scores.reduce((sum, one) => sum + one[key], 0) / scores.length;
  return {
    spatialIou: mean('spatialIou'),
    spatioTemporalIou: mean('spatioTemporalIou'),
    weightedIou: mean('weightedIou'),
    mse: mean('mse'),
  };
}

const percent = (share: number): number => 100 * Math.min(1, Math.max(0, share));

const sumOf = ({ spatialIou, spatioTemporalIou, weightedIou, mse }: PhysicsIqScores): number =>
  spatialIou + weightedIou + spatioTemporalIou - mse;

/**
 * The Physics-IQ score as the paper has it, in [0, 100] %; higher is better: the sum of the three overlaps
 * less the error, over the same sum between two takes of the scene. 100 % is as alike as the takes are.
 *
 * Source: Motamed et al. 2025 (arXiv 2501.09038), section 3.3.
 *
 * @param prediction - Means of the prediction against the first take.
 * @param takes - Means of the second take against the first: the physical variance.
 */
export const physicsIqScore = (prediction: PhysicsIqScores, takes: PhysicsIqScores): number =>
  percent(sumOf(prediction) / sumOf(takes));

/**
 * The score as the benchmark's program computes it today, and so its table, in [0, 100] %: each overlap over
 * the takes' own, their mean, less the error beyond the takes' error.
 *
 * Source: google-deepmind/physics-IQ-benchmark, the score of its results table (2025).
 */
export function physicsIqTableScore(prediction: PhysicsIqScores, takes: PhysicsIqScores): number {
  const overlaps =
    prediction.spatioTemporalIou / takes.spatioTemporalIou +
    prediction.spatialIou / takes.spatialIou +
    prediction.weightedIou / takes.weightedIou;
  return percent(overlaps / 3 - (prediction.mse - takes.mse));
}
