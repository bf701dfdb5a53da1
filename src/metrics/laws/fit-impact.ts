import { add, type Vec3 } from '../../core/pose.ts';
import { leastSquares } from './least-squares.ts';

/** Places of a body over time, world frame, metres; the acceleration that it has but for the impact, m/s². */
export type ImpactTrack = {
  readonly places: readonly (Vec3 | null)[];
  readonly acceleration: Vec3;
};

/** What bodies do at an impact. */
export type Impact = {
  /** Seconds since the first place. */
  readonly time: number;
  /** Velocities of each body just before and just after, m/s. */
  readonly bodies: readonly { readonly before: Vec3; readonly after: Vec3 }[];
  /** Root mean square of what the two courses leave, metres. */
  readonly rms: number;
};

/** Courses that leave more, metres root mean square, are not what the body does. */
const MOST_RMS = 0.03;

/** Places on either side of an impact that a course takes at the least. */
const LEAST_PLACES = 2;

type Course = { readonly place: Vec3; readonly velocity: Vec3; readonly squares: number };

/** The course of known acceleration that comes nearest to places, by place and velocity at time 0. */
function fitCourse(
  { places, acceleration }: ImpactTrack,
  from: number,
  to: number,
  dt: number,
): Course | null {
  const seen = places.flatMap((place, k) =>
    place === null || k < from || k > to ? [] : [{ place, t: k * dt }],
  );
  if (seen.length < LEAST_PLACES) return null;
  const fits = ([0, 1, 2] as const).map((axis) =>
    leastSquares(
      seen.map(({ t }) => [1, t]),
      seen.map(({ place, t }) => place[axis] - (acceleration[axis] * t * t) / 2),
    ),
  );
  const [x, y, z] = fits;
  if (x == null || y == null || z == null) return null;
  const of = (i: number): Vec3 => [x.coefficients[i]!, y.coefficients[i]!, z.coefficients[i]!];
  return { place: of(0), velocity: of(1), squares: x.squares + y.squares + z.squares };
}

/**
 * When the two courses of each body come nearest to one another, seconds since the first place, weighted by how
 * sharply they part; null where no body changes its velocity.
 */
function meeting(pairs: readonly { readonly before: Course; readonly after: Course }[]): number | null {
  let [product, squares] = [0, 0];
  for (const { before, after } of pairs) {
    for (const axis of [0, 1, 2] as const) {
      const speed = after.velocity[axis] - before.velocity[axis];
      product -= speed * (after.place[axis] - before.place[axis]);
      squares += speed * speed;
    }
  }
  return squares > 0 ? product / squares : null;
}

/**
 * The impact that explains best how bodies move that one blow at one moment sends on other courses: every split
 * of the frames is tried, a course of known acceleration is fitted on either side, and the one is taken whose
 * courses leave least and meet between the frames of the split. The time is where they meet, so finer than frames.
 *
 * @param dt - Seconds between places.
 * @returns null where no split has two places of every body on either side and courses that meet there and leave
 *   no more than 3 cm.
 */
export function fitImpact(tracks: readonly ImpactTrack[], dt: number): Impact | null {
  const frames = tracks[0]?.places.length ?? 0;
  let best: Impact | null = null;
  for (let split = LEAST_PLACES - 1; split < frames - LEAST_PLACES; split++) {
    const pairs = tracks.flatMap((track) => {
      const before = fitCourse(track, 0, split, dt);
      const after = fitCourse(track, split + 1, frames - 1, dt);
      return before === null || after === null ? [] : [{ before, after, track }];
    });
    const time = pairs.length === tracks.length ? meeting(pairs) : null;
    // Half a frame of slack: where courses meet is known no better than that from few places.
    if (time === null || time < (split - 0.5) * dt || time > (split + 1.5) * dt) continue;
    const squares = pairs.reduce((sum, { before, after }) => sum + before.squares + after.squares, 0);
    const seen = tracks.reduce((sum, { places }) => sum + places.filter((place) => place !== null).length, 0);
    const rms = Math.sqrt(squares / seen);
    if (rms > MOST_RMS || (best !== null && rms >= best.rms)) continue;
    const at = (course: Course, { acceleration: [x, y, z] }: ImpactTrack): Vec3 =>
      add(course.velocity, [x * time, y * time, z * time]);
    const bodies = pairs.map(({ before, after, track }) => ({
      before: at(before, track),
      after: at(after, track),
    }));
    best = { time, bodies, rms };
  }
  return best;
}
