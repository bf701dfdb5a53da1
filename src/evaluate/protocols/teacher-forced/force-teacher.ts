import type { Dataset } from '../../../dataset/open-dataset.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import type { PredictionSource } from '../../prediction-source.ts';

/** A clip of which fewer context frames are shown: the last ones. */
export function withContext(clip: EvaluatedClip, context: number): EvaluatedClip {
  const left = clip.context.length - context;
  return {
    ...clip,
    context: clip.context.slice(left),
    contextIds: clip.contextIds.slice(left),
    actions: clip.actions?.slice(left * clip.actionDim) ?? null,
  };
}

/** The clips of one frame each whose predictions are teacher-forced: as many true frames before as the clip shows. */
export function oneAhead(clip: EvaluatedClip): EvaluatedClip[] {
  const { context, truth, actionDim } = clip;
  const rgb = [...context, ...truth];
  const ids = [...clip.contextIds, ...clip.truthIds];
  const shown = context.length;
  return truth.map((frame, h) => ({
    ...clip,
    context: rgb.slice(h, h + shown),
    contextIds: ids.slice(h, h + shown),
    truth: [frame],
    truthIds: ids.slice(h + shown, h + shown + 1),
    actions: clip.actions?.slice(h * actionDim, (h + shown) * actionDim) ?? null,
  }));
}

/** Every frame of a clip, predicted from the true ones before it; `null` where the source does not speak of it. */
export async function forceTeacher(
  { predict }: Pick<PredictionSource, 'predict'>,
  clip: EvaluatedClip,
  dataset: Dataset,
): Promise<readonly Uint8Array[] | null> {
  const frames: Uint8Array[] = [];
  for (const one of oneAhead(clip)) {
    const predicted = await predict(one, dataset);
    if (predicted === null) return null;
    frames.push(predicted[0] as Uint8Array);
  }
  return frames;
}
