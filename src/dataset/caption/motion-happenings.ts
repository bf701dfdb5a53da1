import type { Vec3 } from '../../core/pose.ts';
import { length } from '../../core/pose.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Happening, Way } from './happening.ts';
import { shapeSize } from './thing-words.ts';
import type { Thing } from './things.ts';
import { distanceOf, frameOf, pictureTime, type Track } from './track.ts';

/** What a thing does in the run of pictures that show it. */
export function motionHappenings(
  request: CaptionRequest,
  thing: Thing,
  track: Track,
  [from, to]: readonly [from: number, to: number],
): readonly Happening[] {
  if (to - from < 2) return [];
  const span = movingSpan(track, from, to);
  const time = (picture: number): number => pictureTime(request, picture);
  const at = (a: number, b: number) => ({ thing: thing.name, start: time(a), end: time(b) });
  const toppling = topplingSpan(thing, track, from, to);
  const topple = toppling === null ? [] : [{ kind: 'topple' as const, ...at(...toppling) }];
  if (topple.length > 0) return topple;
  if (span === null) {
    const whole = from === 0 && to === request.window.count - 1;
    if (!whole || !isStill(request, thing, track)) return [];
    return [{ kind: 'rest', things: [thing.name], start: time(from), end: time(to) }];
  }
  // So little that nobody would say when.
  if (span[1] - span[0] < 2) return [];
  const swing = swingOf(track, ...span);
  if (swing !== null) return [{ kind: 'swing' as const, along: swing, ...at(...span) }];
  const ways = waysOf(request, track, ...span);
  if (ways.length === 0) return [];
  let speed = 0;
  for (let k = span[0]; k <= span[1]; k++) speed = Math.max(speed, track.speed(k));
  return [{ kind: 'shift' as const, ways, speed, bounces: bounces(track, ...span), ...at(...span) }];
}

/** How far something must go to be said to move, metres: what a look from `z` metres away can tell. */
const least = (z: number): number => Math.max(0.015, 0.006 * Math.abs(z));

/** How far a part of what is said to stay still may be from where it was, metres. */
const STILL = 0.03;

/** From the last picture at the beginning's place to the first at the end's; `null` for what stays. */
function movingSpan(track: Track, from: number, to: number): readonly [number, number] | null {
  const limit = least(track.fromCamera(from)[2]);
  let start = from;
  while (start < to && track.gap(start + 1, from) <= limit) start++;
  if (start === to) return null;
  let end = to;
  while (end > start && track.gap(end - 1, to) <= limit) end--;
  return [start, end];
}

/** Whether nothing of a thing that keeps its place moves or turns. */
function isStill(request: CaptionRequest, { members }: Thing, { upright }: Track): boolean {
  const { positions, bodies } = request.steps;
  const [first, last] = [0, request.window.count - 1];
  for (let k = first; k <= last; k++) if (upright(k) <= 0.995) return false;
  const cell = (picture: number): number => frameOf(request, picture) * bodies.length;
  for (const member of members)
    for (let k = first; k <= last; k++)
      if (distanceOf(positions, cell(k) + member, cell(first) + member) > STILL) return false;
  return true;
}

/** When an upright thing tips over, without falling from somewhere. */
function topplingSpan(
  { kind, body }: Thing,
  { upright, place }: Track,
  from: number,
  to: number,
): readonly [number, number] | null {
  const size = shapeSize(body.shape);
  if (body.motion !== 'dynamic' || body.shape.kind === 'sphere') return null;
  if (kind !== 'body' && kind !== 'humanoid') return null;
  const last = upright(to);
  if (last > 0.57 || upright(from) < 0.985) return null;
  const drop = place(from)[2] - place(to)[2];
  if (drop > 1.2 * (size === null ? 1 : Math.max(...size))) return null;
  let start = from;
  while (upright(start + 1) > 0.985) start++;
  let end = start + 1;
  while (end < to && Math.abs(upright(end) - last) > 0.1) end++;
  for (let k = end; k <= to; k++) if (upright(k) >= 0.75) return null;
  return [start, end];
}

/** Whether it comes back again and again, and along what; `null` where it gets somewhere. */
function swingOf(track: Track, from: number, to: number): 'level' | 'upright' | null {
  const limit = least(track.fromCamera(from)[2]);
  const along = (value: (picture: number) => number) => pathAlong(value, from, to, limit);
  const upright = along((k) => track.place(k)[2]);
  const across = along((k) => track.fromCamera(k)[0]);
  const away = along((k) => track.fromCamera(k)[2]);
  const level = across.path > away.path ? across : away;
  const isSwing = ({ path, turns, net }: typeof across): boolean => turns >= 2 && net < 0.35 * path;
  if (isSwing(level) && level.path > upright.path) return 'level';
  return isSwing(upright) && upright.path > level.path ? 'upright' : null;
}

/** How far a value goes in all, how often it turns by more than a limit, and how far it gets. */
function pathAlong(value: (picture: number) => number, from: number, to: number, limit: number) {
  const first = value(from);
  let [path, turns, sign, since, last] = [0, 0, 0, first, first];
  for (let k = from + 1; k <= to; k++) {
    const now = value(k);
    path += Math.abs(now - last);
    last = now;
    const moved = now - since;
    if (Math.abs(moved) < limit) continue;
    if (sign !== 0 && Math.sign(moved) !== sign) turns++;
    sign = Math.sign(moved);
    since = now;
  }
  return { path, turns, net: Math.abs(last - first) };
}

/** Up and down faster than this, something bounces, m/s: in flight gravity turns it the other way only. */
const BOUNCE = 0.3;

/** Whether its speed turns from down to up between two pictures. */
function bounces({ climb }: Track, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (climb(k) < -BOUNCE && climb(k + 1) > BOUNCE) return true;
  return false;
}

/** Where it goes from one picture to another: the greatest part, and a second one of like size. */
function waysOf({ camera }: CaptionRequest, track: Track, from: number, to: number): readonly Way[] {
  const [a, b] = [track.fromCamera(from), track.fromCamera(to)];
  const rise = track.place(to)[2] - track.place(from)[2];
  const image = ([x, , z]: Vec3): number => x / Math.max(z, 0.01);
  const drift = ((image(b) - image(a)) * camera.fx) / camera.width;
  const near = length(a) - length(b);
  const parts: readonly (readonly [Way, Way, number, boolean])[] = [
    ['right', 'left', b[0] - a[0], Math.sign(drift) === Math.sign(b[0] - a[0]) && Math.abs(drift) > 0.03],
    ['up', 'down', rise, true],
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
