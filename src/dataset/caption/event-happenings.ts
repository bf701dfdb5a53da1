import type { EpisodeEvent } from '../../core/episode.ts';
import { length, subtract, type Vec3 } from '../../core/pose.ts';
import type { ShownThing } from './caption-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Happening } from './happening.ts';
import { NOTICED } from './seen-thing.ts';
import type { Thing } from './things.ts';
import { frameOf, pictureTime, vectorAt } from './track.ts';

/** From this speed on, a contact is a blow, m/s. */
const HARD = 0.3;

/** Whether a thing is noticed in the pictures about a frame of the episode. */
function noticedAt(request: CaptionRequest, share: readonly number[], frame: number): boolean {
  const after = Math.ceil(frame / request.camera.every) - request.window.start;
  return [after - 1, after].every((k) => k < 0 || k >= share.length || (share[k] as number) >= NOTICED);
}

const GROUND = /^(floor|ground|road|lawn|table|court|ice|sand|rug|mat)/;

/** Contacts of wheels and feet with what they stand on, and of parts of one thing, are nothing to tell. */
const isPlain = (a: Thing, b: Thing): boolean =>
  a === b ||
  (!a.moves && !b.moves) ||
  [
    [a, b],
    [b, a],
  ].some(([one, other]) => one?.kind !== 'body' && GROUND.test(other?.body.class ?? ''));

/** Contacts and near misses that a window shows: of each pair of things the first one. */
export function eventHappenings(
  request: CaptionRequest,
  things: readonly Thing[],
  shares: ReadonlyMap<Thing, readonly number[]>,
): readonly Happening[] {
  const { facts, events, fps, window, camera } = request;
  const all = [...facts.bodies, ...facts.decor];
  const thingOf = new Map(
    things.flatMap((thing) => thing.members.map((member) => [all[member]?.name, thing] as const)),
  );
  const begin = frameOf(request, 0) / fps;
  const end = begin + pictureTime(request, window.count - 1);
  const told = new Set<string>();
  return events.flatMap((event): readonly Happening[] => {
    // What touches within half a frame of the beginning has touched all along.
    if (event.kind === 'contact_end' || event.time < 0.5 / fps) return [];
    if (event.time <= begin || event.time > end) return [];
    const [a, b] = [thingOf.get(event.a), thingOf.get(event.b)];
    if (a === undefined || b === undefined || isPlain(a, b)) return [];
    const pair = `${[a.name, b.name].sort().join(' ')} ${event.kind}`;
    if (told.has(pair)) return [];
    if (![a, b].every((thing) => noticedAt(request, shares.get(thing) ?? [], event.frame))) return [];
    const [v, w] = [velocityBefore(request, event.a, event), velocityBefore(request, event.b, event)];
    const hard = length(subtract(v, w)) >= HARD;
    if (!hard && (event.time < 1.5 * (camera.every / fps) || !(a.moves && b.moves))) return [];
    told.add(pair);
    const [fast, slow] = length(v) >= length(w) ? [a, b] : [b, a];
    const about = { thing: fast.name, other: slow.name, start: event.time - begin, end: event.time - begin };
    return [
      event.kind === 'near_miss' ? { kind: event.kind, ...about } : { kind: 'contact', hard, ...about },
    ];
  });
}

/** A body's velocity in the frame before an event, m/s; 0 for decor, which has no state. */
function velocityBefore({ steps }: CaptionRequest, name: string, { frame }: EpisodeEvent): Vec3 {
  const row = steps.bodies.indexOf(name);
  const before = Math.max(0, frame - 1);
  return row < 0 ? [0, 0, 0] : vectorAt(steps.linearVelocities, before * steps.bodies.length + row);
}

/** What comes into view or leaves it for good within a window. */
export function viewHappenings(
  request: CaptionRequest,
  { thing: { name }, first, last }: ShownThing,
  share: readonly number[],
): readonly Happening[] {
  if (last - first < 2) return [];
  const hidden = (from: number, to: number): boolean => {
    for (let k = from; k < to; k++) if ((share[k] as number) >= NOTICED / 8) return false;
    return true;
  };
  const at = (k: number) => ({ thing: name, start: pictureTime(request, k), end: pictureTime(request, k) });
  const happenings: Happening[] = [];
  if (first >= 3 && hidden(0, first - 1)) happenings.push({ kind: 'appear', ...at(first) });
  if (last <= share.length - 4 && hidden(last + 2, share.length))
    happenings.push({ kind: 'leave', ...at(last) });
  return happenings;
}
