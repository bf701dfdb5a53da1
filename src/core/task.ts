import type { Vec3 } from './pose.ts';

/** A point that a task looks at: of a body's frame, or of the world where `body` is `null`; metres. */
export type TaskPoint = { readonly body: string | null; readonly position: Vec3 };

/** Holds where a measure is at least `above` and at most `below`; `null` where there is no such bound. */
export type Bounds = { readonly above: number | null; readonly below: number | null };

/** A box whose axes are those of a body's frame, or of the world where `body` is `null`; metres. */
export type Region = { readonly body: string | null; readonly center: Vec3; readonly size: Vec3 };

/** How far apart two points are, m (`horizontal`: seen from above), or a joint and its target, rad or m. */
export type Gap =
  | { readonly kind: 'points'; readonly of: TaskPoint; readonly to: TaskPoint; readonly horizontal: boolean }
  | { readonly kind: 'joint'; readonly joint: string; readonly target: number };

/** Something that holds at a frame or does not. */
export type Condition = {
  /** It holds where what follows does not. */
  readonly not: boolean;
} & (
  | ({ readonly kind: 'distance'; readonly gap: Gap } & Bounds)
  /** Above the world's z = 0, m. */
  | ({ readonly kind: 'height'; readonly of: TaskPoint } & Bounds)
  | { readonly kind: 'inside'; readonly of: TaskPoint; readonly region: Region }
  /** The angle between the body's z axis and the world's, rad. */
  | ({ readonly kind: 'tilt'; readonly body: string } & Bounds)
  /** Of the body's centre, m/s. */
  | ({ readonly kind: 'speed'; readonly body: string } & Bounds)
  /** Since the start, s. */
  | ({ readonly kind: 'time' } & Bounds)
  /** rad or m. */
  | ({ readonly kind: 'joint'; readonly joint: string } & Bounds)
  /** The body touched one of the others since the frame before. */
  | { readonly kind: 'contact'; readonly body: string; readonly with: readonly string[] }
  /** It touches the other, is above it (by their centres), and moves with it to within 0.05 m/s. */
  | { readonly kind: 'resting-on'; readonly body: string; readonly on: string }
);

/** A part of a frame's reward. */
export type RewardTerm =
  /** −weight × gap. */
  | { readonly kind: 'distance'; readonly gap: Gap; readonly weight: number }
  /** weight × what the gap shrank since the frame before. */
  | { readonly kind: 'progress'; readonly gap: Gap; readonly weight: number }
  /** Once, with the frame of the success or the failure. */
  | { readonly kind: 'success' | 'failure'; readonly value: number }
  /** Every frame. */
  | { readonly kind: 'frame'; readonly value: number }
  /** −weight × the mean square of the action's elements, each divided by its greatest finite bound. */
  | { readonly kind: 'action'; readonly weight: number };

/** What is to be done in an episode. */
export type Task = {
  readonly name: string;
  /** All must hold, without a break, for `hold`; never where there are none. */
  readonly success: readonly Condition[];
  /** One is enough, at once. */
  readonly failure: readonly Condition[];
  /** Seconds. */
  readonly hold: number;
  readonly reward: readonly RewardTerm[];
  /** Which outcomes terminate an episode. */
  readonly ends: readonly ('success' | 'failure')[];
};

/** The ways in which an episode can come out. */
export const OUTCOMES = ['success', 'failure', 'near-miss'] as const;

/**
 * How an episode came out: what its task says first, or, where that is no failure and two came dangerously
 * close, a near miss.
 */
export type Outcome = (typeof OUTCOMES)[number];
