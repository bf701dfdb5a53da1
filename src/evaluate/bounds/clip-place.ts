import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';

/** Where a clip stands in its dataset. */
export type ClipPlace = {
  readonly episode: string;
  readonly camera: string;
  /** Its last context frame. */
  readonly last: number;
  /** Frames that are predicted. */
  readonly horizon: number;
};

/** The place that a clip's id, `<episode>.<camera>.<start>`, tells. */
export function clipPlace({ id, episode, context, truth }: EvaluatedClip): ClipPlace {
  const dot = id.lastIndexOf('.');
  return {
    episode,
    camera: id.slice(episode.length + 1, dot),
    last: Number(id.slice(dot + 1)) + context.length - 1,
    horizon: truth.length,
  };
}
