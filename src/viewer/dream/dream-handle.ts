import type { DreamFrame } from './dream-run.ts';

/** What a script in the browser's console, or a test, can ask of the dream: `worldwright.dream`. */
export type DreamHandle = {
  /** The last frames, oldest first. */
  readonly frames: () => readonly DreamFrame[];
};

/** Frames that are kept for it. */
export const KEPT_FRAMES = 32;
