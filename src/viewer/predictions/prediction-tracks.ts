import { ADDRESSES } from '../../core/view/addresses.ts';
import type { PredictionIndex } from '../../core/view/prediction-view.ts';
import type { ClipTrack } from '../clip/clip-tracks.ts';

/** The name of a clip's track: a picture of one clip is never taken for another's. */
export const trackName = (clip: number, row: number | 'truth'): string => `${clip} ${row}`;

/** How a clip lies in time: frames that the model saw first, where they are there, and how many there are in all. */
export type ClipTime = { readonly context: number; readonly frames: number };

/** The frames of a clip: without its truth nobody knows the context. */
export function clipTime({ clips, protocol }: PredictionIndex, clip: number): ClipTime {
  const bare = clips[clip]?.truth === false && clips[clip]?.predicted.includes(true) === true;
  const context = bare ? 0 : protocol.context;
  return { context, frames: context + protocol.horizon };
}

/** The tracks of a clip that are there: its truth, and what each of the models predicts. */
export function predictionTracks(
  key: string,
  index: PredictionIndex,
  clip: number,
  models: readonly number[],
): readonly ClipTrack[] {
  const facts = index.clips[clip];
  if (facts === undefined) return [];
  const { context, frames } = clipTime(index, clip);
  const truth: ClipTrack = {
    ...{ name: trackName(clip, 'truth'), frames, at: (frame) => frame },
    address: (block) => ADDRESSES.truth(key, clip, block),
  };
  return [
    ...(facts.truth ? [truth] : []),
    ...models
      .filter((model) => facts.predicted[model] === true)
      .map((model) => ({
        name: trackName(clip, model),
        frames: index.protocol.horizon,
        at: (frame: number) => Math.max(0, frame - context),
        address: (block: number) => ADDRESSES.predicted(key, clip, model, block),
      })),
  ];
}
