import type { Episode } from '../core/episode.ts';
import type { Frame } from '../core/frame.ts';
import { loadPhysics } from '../physics/rapier.ts';
import { type ObserveOptions, observeEpisode } from '../render/observer.ts';
import type { Renderer } from '../render/renderer.ts';
import { type MotionFrame, type MotionOptions, simulateMotion } from './simulate-motion.ts';

/** One frame of a simulated episode: the state, what is seen of it, and what is done next. */
export type SimulatedFrame = Omit<MotionFrame, 'shutter'> & {
  /** By camera name; of those that take this frame. */
  readonly views: Readonly<Record<string, Frame>>;
};

/** How long, how often and how large an episode is seen, and by what. */
export type SimulateOptions = Pick<MotionOptions, 'frames' | 'fps' | 'policy' | 'hands'> & ObserveOptions;

/**
 * Plays an episode and shows it: frame k is drawn from state k, frame 0 from the initial state, and
 * the action that frame k carries is held until frame k + 1. The views are the caller's.
 *
 * @throws {@link ToolkitError} `physics/non-finite`, `physics/trapped`, `device/lost`; `argument/invalid` when
 * the policy's action breaks the action spec, or the hand holds what nothing can move.
 */
export async function* simulateEpisode(
  episode: Episode,
  options: SimulateOptions,
  renderer: Renderer,
): AsyncGenerator<SimulatedFrame> {
  await loadPhysics();
  const motion = simulateMotion(episode, options);
  try {
    for await (const { moment, views } of observeEpisode(renderer, episode, options, motion)) {
      const { shutter: _, ...frame } = moment;
      yield { ...frame, views };
    }
  } finally {
    motion.return();
  }
}
