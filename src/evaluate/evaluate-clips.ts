import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import { type ClipScores, prepareClip, scorePrediction } from '../metrics/score-clip.ts';
import type { ScoredClip } from './summarize.ts';

/** Something that predicts a clip's future; null = it does not speak of that clip. */
export type ClipPredictor = {
  readonly name: string;
  readonly predict: (clip: EvaluatedClip) => Promise<readonly Uint8Array[] | null>;
};

/** Scores several predictions of one clip, in their order; what they share is made once. */
export function scoreRows(
  clip: EvaluatedClip,
  predictions: readonly (readonly Uint8Array[])[],
): ClipScores[] {
  const prepared = prepareClip(clip);
  return predictions.map((predicted) => scorePrediction(prepared, predicted));
}

/** Scores every predictor on one clip: the core of an evaluation, without disk or model. */
export async function evaluateClip(
  clip: EvaluatedClip,
  predictors: readonly ClipPredictor[],
): Promise<ScoredClip[]> {
  const rows: { readonly name: string; readonly frames: readonly Uint8Array[] }[] = [];
  for (const { name, predict } of predictors) {
    const frames = await predict(clip);
    if (frames !== null) rows.push({ name, frames });
  }
  const scores = scoreRows(
    clip,
    rows.map(({ frames }) => frames),
  );
  const { scene, cluster, id } = clip;
  return rows.map(({ name }, i) => ({
    ...{ model: name, scene, cluster, clip: id },
    scores: scores[i] as ClipScores,
  }));
}
