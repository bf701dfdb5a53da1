import type { Vec3 } from '../../core/pose.ts';
import { length, subtract } from '../../core/pose.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Happening, Way } from './happening.ts';
import { shapeSize } from './thing-words.ts';
import type { Thing } from './things.ts';
import { NOTICED, type Track } from './track.ts';

/** The longest run of pictures that show a thing, both ends included; a gap of one picture counts as seen. */
export function seenRun(share: readonly number[]): readonly [from: number, to: number] | null {
  let best: readonly [number, number] | null = null;
  let from = -1;
  let last = -1;
  share.forEach((part, k) => {
    if (part < NOTICED) return;
    if (from < 0 || k - last > 2) from = k;
    last = k;
    if (best === null || last - from > best[1] - best[0]) best = [from, last];
  });
  return best;
}

/** What a thing does while it is seen. */
export function motionHappenings(request: CaptionRequest, thing: Thing, track: Track): readonly Happening[] {
  const run = seenRun(track.share);
  if (run === null || run[1] - run[0] < 2) return [];
  const [from, to] = run;
  const span = movingSpan(track, from, to);
  const whole = from === 0 && to === request.window.count - 1;
  const about = { thing: thing.name };
  const at = (a: number, b: number) => ({ ...about, start: track.time(a), end: track.time(b) });
  const toppling = topplingSpan(thing, track, from, to);
  const topple = toppling === null ? [] : [{ kind: 'topple' as const, ...at(...toppling) }];
  if (span === null) {
    const still = whole && topple.length === 0 && turnsLittle(track);
    return still ? [{ kind: 'rest' as const, ...at(from, to) }] : topple;
  }
  if (topple.length > 0) return topple;
  // So little that nobody would say when.
  if (span[1] - span[0] < 2) return [];
  const swing = swingOf(track, ...span);
  if (swing !== null) return [{ kind: 'swing' as const, along: swing, ...at(...span) }];
  const ways = waysOf(request, track, ...span);
  if (ways.length === 0) return [];
  const speed = Math.max(...track.speeds.slice(span[0], span[1] + 1));
  return [{ kind: 'shift' as const, ways, speed, ...at(...span) }];
}

/** How far something must go to be said to move, metres: what a look from `z` metres away can tell. */
const least = (z: number): number => Math.max(0.015, 0.006 * Math.abs(z));

/** From the last picture at the beginning's place to the first at the end's; `null` for what stays. */
function movingSpan({ places, camera }: Track, from: number, to: number): readonly [number, number] | null {
  const gap = (a: number, b: number): number => length(subtract(places[a] as Vec3, places[b] as Vec3));
  const limit = least((camera[from] as Vec3)[2]);
  let start = from;
  while (start < to && gap(start + 1, from) <= limit) start++;
  if (start === to) return null;
  let end = to;
  while (end > start && gap(end - 1, to) <= limit) end--;
  return [start, end];
}

const turnsLittle = ({ upright }: Track): boolean => upright.every((z) => z > 0.995);

/** When an upright thing tips over, without falling from somewhere. */
function topplingSpan(
  { kind, body }: Thing,
  { upright, places }: Track,
  from: number,
  to: number,
): readonly [number, number] | null {
  const size = shapeSize(body.shape);
  if (body.motion !== 'dynamic' || body.shape.kind === 'sphere') return null;
  if (kind !== 'body' && kind !== 'humanoid') return null;
  if ((upright[from] as number) < 0.985 || (upright[to] as number) > 0.57) return null;
  const drop = (places[from] as Vec3)[2] - (places[to] as Vec3)[2];
  if (drop > 1.2 * (size === null ? 1 : Math.max(...size))) return null;
  let start = from;
  while ((upright[start + 1] as number) > 0.985) start++;
  let end = start + 1;
  while (end < to && Math.abs((upright[end] as number) - (upright[to] as number)) > 0.1) end++;
  const stays = upright.slice(end, to + 1).every((z) => z < 0.75);
  return stays ? [start, end] : null;
}

/** Whether it comes back again and again, and along what; `null` where it gets somewhere. */
function swingOf({ places, camera }: Track, from: number, to: number): 'across' | 'upright' | null {
  const pathAlong = (values: readonly number[]) => {
    let [path, turns, sign, since] = [0, 0, 0, values[0] as number];
    const limit = least((camera[from] as Vec3)[2]);
    for (let i = 1; i < values.length; i++) {
      const step = (values[i] as number) - (values[i - 1] as number);
      path += Math.abs(step);
      const moved = (values[i] as number) - since;
      if (Math.abs(moved) < limit) continue;
      if (sign !== 0 && Math.sign(moved) !== sign) turns++;
      sign = Math.sign(moved);
      since = values[i] as number;
    }
    return { path, turns, net: Math.abs((values.at(-1) as number) - (values[0] as number)) };
  };
  const across = pathAlong(camera.slice(from, to + 1).map(([x]) => x));
  const upright = pathAlong(places.slice(from, to + 1).map(([, , z]) => z));
  const isSwing = ({ path, turns, net }: typeof across): boolean => turns >= 2 && net < 0.35 * path;
  if (isSwing(across) && across.path > upright.path) return 'across';
  return isSwing(upright) && upright.path > across.path ? 'upright' : null;
}

/** Where it goes from one picture to another: the greatest part, and a second one of like size. */
function waysOf({ camera }: CaptionRequest, track: Track, from: number, to: number): readonly Way[] {
  const [a, b] = [track.camera[from] as Vec3, track.camera[to] as Vec3];
  const [p, q] = [track.places[from] as Vec3, track.places[to] as Vec3];
  const image = ([x, , z]: Vec3): number => x / Math.max(z, 0.01);
  const drift = ((image(b) - image(a)) * camera.fx) / camera.width;
  const near = length(a) - length(b);
  const parts: readonly (readonly [Way, Way, number, boolean])[] = [
    ['right', 'left', b[0] - a[0], Math.sign(drift) === Math.sign(b[0] - a[0]) && Math.abs(drift) > 0.03],
    ['up', 'down', q[2] - p[2], true],
    [
      'towards',
      'away',
      a[2] - b[2],
      Math.sign(near) === Math.sign(a[2] - b[2]) && Math.abs(near) > 0.03 * a[2],
    ],
  ];
  const told = parts.map(([plus, minus, amount, holds]) => {
    const way = amount > 0 ? plus : minus;
    return { way, amount: holds ? Math.abs(amount) : 0 };
  });
  const most = Math.max(...told.map(({ amount }) => amount));
  if (most < least(a[2])) return [];
  return told
    .filter(({ amount }) => amount >= 0.5 * most)
    .sort((one, other) => other.amount - one.amount)
    .slice(0, 2)
    .map(({ way }) => way);
}
