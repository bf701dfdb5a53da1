import { ToolkitError } from '../core/error.ts';
import { callActions } from './call-actions.ts';
import { checkClip } from './check-clip.ts';
import { predictPictures } from './predict-pictures.ts';
import { warmUp } from './warm-up.ts';
import type { WorldModel } from './world-model.ts';

/** One clip to go on with. */
export type RolloutInput = {
  /**
   * The frames known, oldest first: sRGB, 8 bit, shape [height, width, 3]. The last ones are used; a recurrent model
   * sees the others before.
   */
  readonly context: readonly Uint8Array[];
  readonly width: number;
  readonly height: number;
  /**
   * Shape [frames, actionDim], raw units; row 0 is held from context frame 0 to frame 1. At least
   * context − 1 + horizon rows. Null = nothing is commanded: the model is given zeros, as for numbers of its actions
   * that these do not have.
   */
  readonly actions: Float32Array | null;
  readonly actionDim: number;
  /** Frames to predict. */
  readonly horizon: number;
  /** The clip's id, for errors. */
  readonly clip: string;
  /**
   * Told from which frame on, 1 = the first, a model's call returned NaN or infinity: that frame and all after it are
   * black then. Without it, such a call is an error.
   */
  readonly onNonFinite?: ((horizon: number) => void) | undefined;
};

/** What a model predicts of a clip, frame by frame. */
export type Rollout = {
  /** sRGB, 8 bit, shape [height, width, 3] each. */
  readonly frames: Uint8Array[];
  /** Along the optical axis, metres, 0 where nothing is, shape [height, width] each; null = it predicts none. */
  readonly depth: readonly Float32Array[] | null;
  /** Slots (`PredictedHeads`), shape [height, width] each; null = it predicts none. */
  readonly slots: readonly Uint8Array[] | null;
};

/** What to do with an error of a call that predicts from `horizon` on: tell of one without a picture, throw others. */
const refusal =
  ({ onNonFinite }: RolloutInput, horizon: number) =>
  (error: unknown): null => {
    if (!(error instanceof ToolkitError && error.code === 'model/non-finite') || onNonFinite === undefined)
      throw error;
    onNonFinite(horizon);
    return null;
  };

/** As {@link rollout}, with what the model says of its frames beside their colours. */
export async function rolloutWithHeads(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  input: RolloutInput,
): Promise<Rollout> {
  const { context, horizon, width, height, clip } = input;
  checkClip(model, input, context.length - 1 + horizon);
  const { contract } = model;
  const pixels = width * height;
  const seen = [...context];
  const depth: Float32Array[] = [];
  const slots: Uint8Array[] = [];
  let state = await warmUp(model, input, contract.keep);
  for (let done = 0; done < horizon; done += contract.keep) {
    const frames = seen.slice(-contract.context);
    const actions = callActions(model, input, seen.length);
    const count = Math.min(contract.keep, horizon - done);
    const place = { clip, horizon: done + 1, count };
    const next = await predictPictures(model, { frames, width, height, actions, state }, place).catch(
      refusal(input, done + 1),
    );
    if (next === null) {
      for (let i = done; i < horizon; i++) seen.push(new Uint8Array(3 * pixels));
      break;
    }
    seen.push(...next.pictures);
    for (let i = 0; i < count; i++) {
      if (next.depth !== undefined) depth.push(next.depth.slice(i * pixels, (i + 1) * pixels));
      if (next.slots !== undefined) slots.push(next.slots.slice(i * pixels, (i + 1) * pixels));
    }
    state = next.state;
  }
  return {
    frames: seen.slice(context.length),
    depth: contract.heads.depth === null ? null : depth,
    slots: contract.heads.segmentation === null ? null : slots,
  };
}

/**
 * Lets a model predict freely: it sees the context once and then its own pictures, clamped and
 * rounded to 8 bit between calls, so that a live rollout equals one through files.
 *
 * @returns `horizon` frames, each sRGB, 8 bit, shape [height, width, 3].
 * @throws {@link ToolkitError} `model/size` or `model/contract` when clip and model do not fit, and
 *   `model/non-finite` when the model returns NaN or infinity and nobody is told of it.
 */
export const rollout = async (
  model: Pick<WorldModel, 'contract' | 'predict'>,
  input: RolloutInput,
): Promise<Uint8Array[]> => (await rolloutWithHeads(model, input)).frames;
