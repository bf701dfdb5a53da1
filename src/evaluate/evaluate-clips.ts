import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import { prepareClip, scorePrediction } from '../metrics/score-clip.ts';
import type { ScoredClip } from './summarize.ts';

/** Something that predicts a clip's future; null = it does not speak of that clip. */
export type ClipPredictor = {
  readonly name: string;
  readonly predict: (clip: EvaluatedClip) => Promise<readonly Uint8Array[] | null>;
};

/** Scores every predictor on one clip: the core of an evaluation, without disk or model. */
export async function evaluateClip(
  clip: EvaluatedClip,
  predictors: readonly ClipPredictor[],
): Promise<ScoredClip[]> {
  const prepared = prepareClip(clip);
  const scored: ScoredClip[] = [];
  for (const { name, predict } of predictors) {
    const predicted = await predict(clip);
    if (predicted === null) continue;
    const { scene, cluster, id } = clip;
    scored.push({ model: name, scene, cluster, clip: id, scores: scorePrediction(prepared, predicted) });
  }
  return scored;
}
