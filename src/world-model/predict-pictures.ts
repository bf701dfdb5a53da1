import { ToolkitError } from '../core/error.ts';
import type { PredictedHeads } from './decode-heads.ts';
import { quantizeFrame } from './quantize-frame.ts';
import type { RecurrentState } from './recurrent-state.ts';
import type { PredictInput, WorldModel } from './world-model.ts';

/** One call's frames as pictures. */
export type PredictedPictures = PredictedHeads & {
  /** sRGB, 8 bit, shape [height, width, 3] each. */
  readonly pictures: readonly Uint8Array[];
  readonly state: RecurrentState;
};

/**
 * One call of a model, clamped and rounded to 8 bit.
 *
 * @param place - Of the clip `clip` the first `count` frames are wanted, of which the first is at `horizon`.
 * @throws {@link ToolkitError} `model/non-finite`, naming the clip and the horizon.
 */
export async function predictPictures(
  model: Pick<WorldModel, 'contract' | 'predict'>,
  input: PredictInput,
  place: { readonly clip: string; readonly horizon: number; readonly count: number },
): Promise<PredictedPictures> {
  const { frames, state, ...heads } = await model.predict(input);
  const pixels = input.width * input.height;
  const pictures = Array.from({ length: place.count }, (_, i) => {
    const picture = quantizeFrame(frames, i * 3 * pixels, pixels);
    if (picture !== null) return picture;
    throw new ToolkitError(
      'model/non-finite',
      `A predicted frame must be finite, and ${model.contract.name} returned NaN or infinity for clip ${place.clip} at horizon ${place.horizon + i}.`,
      'Check the model: its export, its weights, and its range of input.',
    );
  });
  return { pictures, state, ...heads };
}
