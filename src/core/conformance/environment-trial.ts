import type { Environment } from '../environment.ts';

/** What an environment must keep. */
export type EnvironmentRule =
  | 'begins-with-reset'
  | 'same-seed-same-bytes'
  | 'seeds-differ'
  | 'observations-keep-specs'
  | 'observations-stay'
  | 'plain-reward-and-info'
  | 'ends'
  | 'refuses-actions'
  | 'restores'
  | 'orders-events';

/** One rule that an environment breaks, and where. */
export type EnvironmentFinding = { readonly rule: EnvironmentRule; readonly message: string };

/** An environment that is being tried. */
export type EnvironmentTrial<Observation extends object, Snapshot> = {
  readonly environment: Environment<Observation, Snapshot>;
  /** Frames within which an episode must end. */
  readonly frames: number;
  /** Notes the first message of each rule; `null` is none. */
  readonly report: (rule: EnvironmentRule, message: string | null) => void;
};
