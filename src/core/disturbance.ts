import type { Vec3 } from './pose.ts';

/** A push from outside, by nothing that is seen: a steady force for a short time. */
export type Disturbance = {
  /** Name of the body that it pushes. */
  readonly body: string;
  /** When it begins, and for how long it lasts, s. */
  readonly start: number;
  readonly duration: number;
  /** World frame, N·s. */
  readonly impulse: Vec3;
  /** Where it pushes, in the body's frame, m. */
  readonly point: Vec3;
};
