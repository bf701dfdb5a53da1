import type { ArraySpec } from './array-spec.ts';
import type { EpisodeEvent } from './episode.ts';

/** What an environment tells beside: plain values under names of its own. */
export type Info = Readonly<Record<string, string | number | boolean | null>>;

/** What an environment shows after `reset` or `step`. */
export type TimeStep<Observation> = {
  /**
   * One array (or, where the shape is empty, number) for each of the observation specs, under its name;
   * `a.b` lies in the object `a`.
   */
  readonly observation: Observation;
  readonly reward: number;
  /** The task ended by itself. */
  readonly terminated: boolean;
  /** The time was up. */
  readonly truncated: boolean;
  /** What happened since the last time step, by time. */
  readonly events: readonly EpisodeEvent[];
  /** Not to decide by: what a policy may know is in the observation. */
  readonly info: Info;
};

/**
 * The one contract of the real world and the dreamt one. `reset(seed)` starts an episode that is a function of
 * the seed alone; `step(action)` holds the action for one frame. `checkEnvironment` of `worldwright/testing`
 * tells whether an environment keeps it.
 */
export type Environment<Observation, Snapshot = unknown> = {
  /** `null` where nothing can be decided. As `observationSpecs`, it follows from the episode. */
  readonly actionSpec: ArraySpec | null;
  /**
   * What an observation holds. Shapes may follow from the episode (its count of bodies): before the first
   * reset these are those of seed 0.
   */
  readonly observationSpecs: readonly ArraySpec[];
  /** Begins the episode of that seed and shows its initial state. */
  reset(seed: number): Promise<TimeStep<Observation>>;
  /**
   * Holds the action for one frame and shows what came of it.
   *
   * @param action - `null` where `actionSpec` is.
   * @throws {@link ToolkitError} Before a reset and after the end; for an action out of its spec, which then
   * changes nothing.
   */
  step(action: Float32Array | null): Promise<TimeStep<Observation>>;
  /**
   * The present moment as plain data, which may be kept, cloned and sent to a worker.
   *
   * @throws {@link ToolkitError} Before a reset.
   */
  snapshot(): Snapshot;
  /**
   * Goes back to that moment and shows it again; what follows is what would have followed, to the bit.
   *
   * @throws {@link ToolkitError} For a snapshot of another environment.
   */
  restore(snapshot: Snapshot): Promise<TimeStep<Observation>>;
  /** Frees what the environment holds; it cannot be used afterwards. */
  close(): void;
};
