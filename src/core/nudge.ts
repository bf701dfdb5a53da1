import type { Vec3 } from './pose.ts';

/** A body set a little aside at one moment, by nothing that is seen. */
export type Nudge = {
  /** World frame, metres. */
  readonly offset: Vec3;
  /** What is added to its velocity, world frame, m/s. */
  readonly velocity: Vec3;
};
