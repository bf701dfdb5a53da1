import type { DriverChoice } from '../../simulator/open-simulator-node.ts';
import type { RecordedEpisode } from '../record-episode.ts';
import type { SentError } from './sent-error.ts';

/** What a worker is told once, before its first episode. */
export type WorkerStart = {
  readonly kind: 'start';
  /** Text of plan.json. */
  readonly plan: string;
  readonly driver: DriverChoice;
};

/** One episode to record, into a folder that is not there yet. */
export type WorkerJob = { readonly kind: 'job'; readonly episode: string; readonly folder: string };

export type ToWorker = WorkerStart | WorkerJob;

export type FromWorker =
  | { readonly kind: 'ready' }
  /** A frame was drawn. */
  | { readonly kind: 'frame' }
  /** It still works, with no frame drawn yet. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'done'; readonly recorded: RecordedEpisode }
  /** There will be no such episode. */
  | { readonly kind: 'discarded'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: SentError };
