import { NOTICED } from '../seen-thing.ts';
import { shapeSize } from '../thing-words.ts';
import type { Thing } from '../things.ts';
import type { ClipMeasures } from './measure-clip.ts';
import { type Span, TIME_SLACK } from './span.ts';

/** The pictures around a span in which a thing is in view without a break of more than one picture. */
export function viewAround(clip: ClipMeasures, thing: Thing, [from, to]: Span): readonly [number, number] {
  const seen = (k: number): boolean => clip.share(thing, k) >= NOTICED;
  let [first, last] = [clip.pictureAt(from), clip.pictureAt(to)];
  const seenIn = (k: number): boolean => k >= 0 && k < clip.request.window.count && seen(k);
  const more = (k: number, step: number): boolean => [1, 2].some((n) => seenIn(k + n * step));
  while (first > 0 && more(first, -1)) first--;
  while (last < clip.request.window.count - 1 && more(last, 1)) last++;
  return [first, last];
}

/** Whether a thing is noticed in a span. */
export function isSeen(clip: ClipMeasures, thing: Thing, [from, to]: Span): boolean {
  const [a, b] = [clip.pictureAt(from - 0.1), clip.pictureAt(to + 0.1)];
  for (let k = a; k <= b; k++) if (clip.share(thing, k) >= NOTICED) return true;
  return false;
}

/** Whether a thing is noticed in all of a span but single pictures, and those about its ends. */
export function isSeenThrough(clip: ClipMeasures, thing: Thing, [from, to]: Span): boolean {
  const hidden = (k: number): boolean => clip.share(thing, k) < NOTICED;
  const last = clip.pictureAt(to - 0.11);
  for (let k = clip.pictureAt(from + 0.11); k < last; k++) if (hidden(k) && hidden(k + 1)) return false;
  return isSeen(clip, thing, [from, to]);
}

/** Whether a thing is seen from a time on, or up to it, and not on its other side. */
export function turnsUp(clip: ClipMeasures, thing: Thing, time: number, sign: 1 | -1): boolean {
  const { camera, fps, window } = clip.request;
  const all = Array.from({ length: window.count }, (_, k) => k);
  return all.some((at) => {
    if (Math.abs((at * camera.every) / fps - time) > TIME_SLACK || clip.share(thing, at) < NOTICED)
      return false;
    const dark = all.filter((k) => (k - at) * sign < -1);
    return dark.length > 0 && dark.every((k) => clip.share(thing, k) < NOTICED / 4);
  });
}

/** Whether a thing's greatest extent is that, m, as it was rounded. */
export function measures({ body }: Thing, length: number, rounding: number): boolean {
  const size = shapeSize(body.shape);
  return size !== null && Math.abs(Math.max(...size) - length) <= 0.51 * rounding;
}

/** Whether a thing is in that part of the picture when it is first noticed. */
export function standsAt(clip: ClipMeasures, thing: Thing, part: string): boolean {
  const { seen, window } = clip.request;
  const first =
    Array.from({ length: window.count }, (_, k) => k).find((k) => clip.share(thing, k) >= NOTICED) ?? 0;
  const parts = thing.members
    .map((member) => first * seen.ids.length + member)
    .filter((cell) => (seen.share[cell] as number) > 0);
  const weight = parts.reduce((sum, cell) => sum + (seen.share[cell] as number), 0);
  const middle =
    parts.reduce((sum, cell) => sum + (seen.share[cell] as number) * (seen.across[cell] as number), 0) /
    weight;
  if (part === 'left') return middle < 0.401;
  return part === 'right' ? middle > 0.599 : middle > 0.399 && middle < 0.601;
}
