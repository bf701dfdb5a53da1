import type { Hand } from './hand.ts';

/** What was commanded in a frame: held until the next. */
export type RecordedCommand = {
  /** As the robot's spec says; `null` where there is none. */
  readonly action: readonly number[] | null;
  readonly hand: Hand | null;
};

/**
 * What somebody did in an episode, frame by frame: with the scene it gives the same motion again, to the bit.
 */
export type Recording = {
  /** Name of the scene. */
  readonly scene: string;
  /** Of the scene's randomisation. */
  readonly seed: number;
  /** Named ranges that were set by hand. */
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Frames a second at which commands change. */
  readonly fps: number;
  /** One for each frame. */
  readonly commands: readonly RecordedCommand[];
};
