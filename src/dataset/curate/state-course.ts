import type { BodyFacts } from '../../core/recorded-episode.ts';

/** Moments of an episode by which its course is known. */
const MOMENTS = 8;

/** Where the bodies that are not fixed were at a few moments of an episode. */
export type StateCourse = {
  /** Their names: courses of different bodies are not compared. */
  readonly bodies: string;
  /** [moments, bodies, 3], metres, world frame. */
  readonly positions: Float64Array;
  /** Sum of `positions`: courses whose sums differ much are far apart. */
  readonly sum: number;
};

/** The course of an episode from its positions, [frames, bodies, 3]. */
export function stateCourse(bodies: readonly BodyFacts[], positions: Float64Array): StateCourse {
  const frames = positions.length / (3 * bodies.length);
  const free = bodies.flatMap(({ motion }, i) => (motion === 'fixed' ? [] : [i]));
  const course = new Float64Array(MOMENTS * free.length * 3);
  let at = 0;
  for (let m = 0; m < MOMENTS; m++) {
    const frame = Math.round((m * (frames - 1)) / (MOMENTS - 1));
    for (const body of free) {
      const from = 3 * (frame * bodies.length + body);
      for (let axis = 0; axis < 3; axis++) course[at++] = positions[from + axis]!;
    }
  }
  const names = free.map((i) => (bodies[i] as BodyFacts).name).join(' ');
  return { bodies: names, positions: course, sum: course.reduce((sum, value) => sum + value, 0) };
}

/**
 * How far two courses of the same bodies are apart: root mean square over bodies and moments, metres. Stops counting
 * once it is beyond `most`, and then gives infinity.
 */
export function courseDistance(a: StateCourse, b: StateCourse, most: number): number {
  const points = a.positions.length / 3;
  if (points === 0) return 0;
  const limit = most * most * points;
  let sum = 0;
  for (let i = 0; i < a.positions.length; i++) {
    const difference = a.positions[i]! - b.positions[i]!;
    sum += difference * difference;
    if (sum > limit) return Number.POSITIVE_INFINITY;
  }
  return Math.sqrt(sum / points);
}

/** How far the sums of two courses can be apart that are no more than `most` metres apart (Cauchy and Schwarz). */
export const sumReach = ({ positions }: StateCourse, most: number): number =>
  (most * positions.length) / Math.sqrt(3);
