import type { PredictionIndex, ShownPrediction } from '../../core/view/prediction-view.ts';
import { metricWords } from './metric-words.ts';
import type { ViewState } from './view-state.ts';

/** A clip's place in the index, and the figure that it is sorted by. */
export type ListedClip = { readonly place: number; readonly value: number | null };

const scoreOf = (
  { scores }: ShownPrediction,
  model: number,
  { metric, horizon }: Pick<ViewState, 'metric' | 'horizon'>,
): number | null => scores[model]?.[metric]?.[horizon - 1] ?? null;

/** The figure of a clip in the list: the model's own, or the difference of two. */
export function listedValue(clip: ShownPrediction, state: ViewState): number | null {
  const own = scoreOf(clip, state.of, state);
  if (state.sort !== 'difference') return own;
  const other = scoreOf(clip, state.against, state);
  return own === null || other === null ? null : own - other;
}

/**
 * The clips of the chosen scene in the chosen order. Clips without a figure come last, and what is equal stays in
 * the index's order.
 */
export function sortClips(index: PredictionIndex, state: ViewState): readonly ListedClip[] {
  const listed = index.clips.flatMap((clip, place): ListedClip[] =>
    state.scene === null || clip.scene === state.scene ? [{ place, value: listedValue(clip, state) }] : [],
  );
  // Ascending is worst first where more is better; of a difference, where the model falls behind most.
  const upward = (metricWords(state.metric).better === 'higher') !== (state.sort === 'best');
  const sceneOf = ({ place }: ListedClip): number => index.clips[place]?.scene ?? 0;
  return listed.sort((a, b) => {
    const byScene = state.sort === 'scene' ? sceneOf(a) - sceneOf(b) : 0;
    if (byScene !== 0) return byScene;
    if (a.value === null || b.value === null)
      return Number(a.value === null) - Number(b.value === null) || a.place - b.place;
    return (upward ? a.value - b.value : b.value - a.value) || a.place - b.place;
  });
}
