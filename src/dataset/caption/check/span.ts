/** A stretch of a clip, seconds. */
export type Span = readonly [from: number, to: number];

/** Half of the last digit that a time is told with, and a little, s. */
export const TIME_SLACK = 0.06;
