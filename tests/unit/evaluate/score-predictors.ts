import { scoreRows } from '#src/evaluate/scoring/score-rows.ts';
import type { ScoredClip } from '#src/evaluate/summarize.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import type { ClipScores } from '#src/metrics/score-clip.ts';

/** Something that predicts a clip's future; null = it does not speak of that clip. */
type ClipPredictor = {
  readonly name: string;
  readonly predict: (clip: EvaluatedClip) => Promise<readonly Uint8Array[] | null>;
};

/** Scores every predictor on one clip: an evaluation without disk or model. */
export async function scorePredictors(
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
