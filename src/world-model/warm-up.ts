import { callActions } from './call-actions.ts';
import type { RecurrentState } from './recurrent-state.ts';
import type { RolloutInput } from './rollout.ts';
import type { WorldModel } from './world-model.ts';

/**
 * Lets a recurrent model see the frames before its last context window, from zeros on, one call after another, each
 * with its actions: what it remembers then. A model that remembers nothing is not called.
 *
 * @param stride - Frames by which one call is later than the one before it.
 * @returns Null where there is nothing to remember.
 */
export async function warmUp(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  clip: Pick<RolloutInput, 'context' | 'width' | 'height' | 'actions' | 'actionDim'>,
  stride: number,
): Promise<RecurrentState | null> {
  const { context, recurrent } = model.contract;
  const { width, height } = clip;
  const known = clip.context.length;
  let state: RecurrentState | null = null;
  if (recurrent.length === 0) return state;
  for (let end = known - stride * Math.floor((known - context) / stride); end < known; end += stride) {
    const frames = clip.context.slice(end - context, end);
    const actions = callActions(model, clip, end);
    ({ state } = await model.predict({ frames, width, height, actions, state }));
  }
  return state;
}
