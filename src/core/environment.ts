import type { ArraySpec } from './array-spec.ts';
import type { EpisodeEvent } from './episode.ts';

/** What an environment shows after `reset` or `step`: one array for each of its observation specs. */
export type TimeStep<Observation> = {
  readonly observation: Observation;
  readonly reward: number;
  /** The task ended by itself. */
  readonly terminated: boolean;
  /** The time was up. */
  readonly truncated: boolean;
  /** What happened since the last time step. */
  readonly events: readonly EpisodeEvent[];
};

/**
 * The one contract of the real world and the dreamt one. `reset(seed)` starts an episode that is a
 * function of the seed alone; `step(action)` holds the action for one frame.
 */
export type Environment<Observation> = {
  /** `null` where nothing can be decided. */
  readonly actionSpec: ArraySpec | null;
  /** Begins the episode of that seed and shows its initial state. */
  reset(seed: number): Promise<TimeStep<Observation>>;
  /** Holds the action for one frame and shows what came of it. */
  step(action: Float32Array): Promise<TimeStep<Observation>>;
  /** Frees what the environment holds; it cannot be used afterwards. */
  close(): void;
};
