import type { Episode, WorldState } from '../../core/episode.ts';

/**
 * Chooses the action for frame `k` from what is known at its start. A function of its episode, the frame and the
 * state alone: asked for a frame again, or for later frames first, it answers the same.
 */
export type Policy = (frame: number, state: WorldState) => Float32Array;

/** Makes the policy of an episode; `null` leaves the robot, if there is one, at rest. */
export type PolicyFactory = (episode: Episode) => Policy | null;
