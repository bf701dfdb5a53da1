import type { EpisodeEvent } from '../core/episode.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { readEvents } from '../dataset/read-episode.ts';
import type { EvaluatedClip } from '../metrics/evaluated-clip.ts';
import { movedPixels } from '../metrics/moved-pixels.ts';
import { clipPlace } from './bounds/clip-place.ts';

/** What a clip's truth is like, whoever predicts it. */
export type ClipTraits = {
  /** Its episode's split. */
  readonly split: string;
  readonly camera: string;
  /** How many frames ahead the first contact after the context begins, from 1; null where none does. */
  readonly contact: number | null;
  /** How much the truth moves: mean share of its pixels that change from a frame to the next, in [0, 1]. */
  readonly motion: number;
};

/**
 * Frames ahead of the first contact that begins after the context, from 1; null where none does while frames are
 * predicted. An event's frame is the first that shows what it led to.
 */
export function firstContact(
  events: readonly EpisodeEvent[],
  lastSeen: number,
  horizon: number,
): number | null {
  const ahead = events
    .filter(({ kind, frame }) => kind === 'contact_begin' && frame > lastSeen)
    .map(({ frame }) => frame - lastSeen);
  const first = Math.min(...ahead);
  return first <= horizon ? first : null;
}

/** Mean share of the pixels that change from a frame to the next. */
export function motionOf({ context, truth }: Pick<EvaluatedClip, 'context' | 'truth'>): number {
  const frames = [context.at(-1) as Uint8Array, ...truth];
  let sum = 0;
  for (let h = 1; h < frames.length; h++) {
    const moved = movedPixels(frames[h - 1] as Uint8Array, frames[h] as Uint8Array);
    sum += moved.reduce((total, value) => total + value, 0) / moved.length;
  }
  return sum / truth.length;
}

/** Reads what a clip is like. @throws {@link ToolkitError} as `readEvents`. */
export async function readTraits(dataset: Dataset, clip: EvaluatedClip): Promise<ClipTraits> {
  const events = await readEvents(dataset, clip.episode);
  const { camera, last } = clipPlace(clip);
  return {
    split: dataset.episodes.find(({ id }) => id === clip.episode)?.split ?? '',
    camera,
    contact: firstContact(events, last, clip.truth.length),
    motion: Number(motionOf(clip).toPrecision(6)),
  };
}
