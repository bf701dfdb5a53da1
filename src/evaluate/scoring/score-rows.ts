import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import { type ClipScores, prepareClip, scorePrediction } from '../../metrics/score-clip.ts';

/** Scores several predictions of one clip, in their order; what they share is made once. */
export function scoreRows(
  clip: EvaluatedClip,
  predictions: readonly (readonly Uint8Array[])[],
): ClipScores[] {
  const prepared = prepareClip(clip);
  return predictions.map((predicted) => scorePrediction(prepared, predicted));
}
