import type { Vec3 } from '../../../core/pose.ts';
import type { Thing } from '../things.ts';
import type { ClipMeasures } from './measure-clip.ts';
import { viewAround } from './measure-sights.ts';
import { type Span, TIME_SLACK } from './span.ts';

const near = (a: Vec3, b: Vec3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** What a look can tell of a motion, m. */
const least = (clip: ClipMeasures, thing: Thing, picture: number): number =>
  Math.max(0.015, 0.006 * clip.distance(thing, picture));

/** Whether a thing goes that way between the ends of a span, in the image or in the world. */
export function goes(clip: ClipMeasures, thing: Thing, way: string, [from, to]: Span): boolean {
  const [a, b] = [clip.pictureAt(from), clip.pictureAt(to)];
  const across = clip.column(thing, b) - clip.column(thing, a);
  const rise = clip.place(thing, b)[2] - clip.place(thing, a)[2];
  const nearer = clip.distance(thing, a) - clip.distance(thing, b);
  const limit = 0.02 * clip.request.camera.width;
  switch (way) {
    case 'left':
      return across < -limit;
    case 'right':
      return across > limit;
    case 'up':
      return rise > 0.01;
    case 'down':
      return rise < -0.01;
    case 'towards':
      return nearer > 0.01;
    default:
      return nearer < -0.01;
  }
}

/** Whether a thing that moves in a span begins and ends then: it is where it was before, and where it will be after. */
export function movesThen(clip: ClipMeasures, thing: Thing, span: Span): boolean {
  const [first, last] = viewAround(clip, thing, span);
  const limit = 1.6 * least(clip, thing, first);
  const [begin, end] = [clip.place(thing, first), clip.place(thing, last)];
  const time = (k: number): number => (k * clip.request.camera.every) / clip.request.fps;
  const step = time(1);
  for (let k = first; k <= last; k++) {
    if (time(k) < span[0] - TIME_SLACK && near(clip.place(thing, k), begin) > limit) return false;
    if (time(k) > span[1] + TIME_SLACK && near(clip.place(thing, k), end) > limit) return false;
  }
  // Within two pictures of its ends it is on its way; one of them may be where it ends, as what bounces passes there.
  const soon = clip.pictureAt(span[0] + step + TIME_SLACK);
  const late = clip.pictureAt(span[1] - step - TIME_SLACK);
  const away = (k: number, place: Vec3): boolean =>
    near(clip.place(thing, k), place) > 0.6 * least(clip, thing, first);
  const left = [late, late + 1].some((k) => k <= last && away(Math.max(k, first), end));
  return away(Math.min(soon, last), begin) && left;
}

/** Whether the greatest speed in a span is that, m/s. */
export function isFastest(clip: ClipMeasures, thing: Thing, speed: number, [from, to]: Span): boolean {
  const [a, b] = [clip.pictureAt(from), clip.pictureAt(to)];
  const speeds = Array.from({ length: b - a + 1 }, (_, i) => clip.speed(thing, a + i));
  return Math.abs(Math.max(...speeds) - speed) <= 0.051;
}

/** Whether all of a thing keeps its place all the time. */
export function rests(clip: ClipMeasures, thing: Thing): boolean {
  const limit = 2.1 * least(clip, thing, 0);
  return thing.members.every((member) => {
    const begin = clip.place({ row: member }, 0);
    for (let k = 1; k < clip.request.window.count; k++)
      if (near(clip.place({ row: member }, k), begin) > limit) return false;
    return true;
  });
}

/** How often a thing turns back in a span: up and down, or sideways in the image or in its distance. */
export function turnsBack(
  clip: ClipMeasures,
  thing: Thing,
  along: 'level' | 'upright',
  [from, to]: Span,
): number {
  const turns = (at: (picture: number) => number): number => {
    let [count, way] = [0, 0];
    for (let k = clip.pictureAt(from) + 1; k <= clip.pictureAt(to); k++) {
      const step = Math.sign(at(k) - at(k - 1));
      if (step !== 0 && way !== 0 && step !== way) count++;
      if (step !== 0) way = step;
    }
    return count;
  };
  if (along === 'upright') return turns((k) => clip.place(thing, k)[2]);
  return Math.max(
    turns((k) => clip.column(thing, k)),
    turns((k) => clip.distance(thing, k)),
  );
}

/** Whether a thing comes down in one picture of a span and goes up in the next. */
export function bounces(clip: ClipMeasures, thing: Thing, [from, to]: Span): boolean {
  const [a, b] = [clip.pictureAt(from), clip.pictureAt(to)];
  for (let k = a; k < b; k++)
    if (clip.climb(thing, k) < -0.29 && clip.climb(thing, k + 1) > 0.29) return true;
  return false;
}

/** Whether what stood upright lies at the end of a span, and not before. */
export function topples(clip: ClipMeasures, thing: Thing, span: Span): boolean {
  const [first, last] = [clip.pictureAt(span[0] - TIME_SLACK), clip.pictureAt(span[1] + 0.1)];
  const axes: readonly Vec3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const time = (k: number): number => (k * clip.request.camera.every) / clip.request.fps;
  const tilt = (axis: Vec3, k: number): number => Math.abs(clip.rise(thing, axis, k));
  return axes.some(
    (axis) =>
      tilt(axis, first) > 0.93 &&
      tilt(axis, last) < 0.76 &&
      tilt(axis, clip.pictureAt(span[0] - 0.3)) > 0.97 &&
      tilt(axis, clip.pictureAt(span[0] + time(1) + 0.1)) < 0.999,
  );
}
