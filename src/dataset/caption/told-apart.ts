import type { Vec3 } from '../../core/pose.ts';
import { length, subtract } from '../../core/pose.ts';
import { cameraPose } from '../camera-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import { acrossAt, NOTICED, shareAt } from './seen-thing.ts';
import type { Thing } from './things.ts';
import { frameOf, vectorAt } from './track.ts';

/** What stands before and after a name: as `left ` and '', or `second ` and ` from the left`. */
export type Rank = readonly [before: string, after: string];

/** A line along which things are told apart, by words for two, and for the ends of more and those between. */
type Line = {
  readonly two: readonly [string, string];
  readonly ends: readonly [string, string];
  readonly between: (ordinal: string) => Rank;
  /** Where a thing is along it. */
  readonly at: (thing: Thing) => number;
  /** Whether a look can tell the second from the first. */
  readonly apart: (a: number, b: number) => boolean;
};

const ORDINALS = 'second third fourth fifth sixth seventh eighth ninth tenth eleventh'.split(' ');

/**
 * What tells things that are called alike apart: where they are in the window's first picture, from left to right, from
 * the top down, or by how near they are. Nothing where a look could not tell, or that picture does not show them all.
 */
export function toldApart(request: CaptionRequest, alike: readonly Thing[]): ReadonlyMap<Thing, Rank> {
  const count = alike.length;
  if (count < 2 || count > ORDINALS.length + 1) return new Map();
  if (alike.some((thing) => thing.row < 0 || shareAt(request, thing, 0) < NOTICED)) return new Map();
  for (const line of linesOf(request)) {
    const sorted = alike.map((thing) => ({ thing, at: line.at(thing) })).sort((a, b) => a.at - b.at);
    if (sorted.some(({ at }, i) => i > 0 && !line.apart((sorted[i - 1] as { at: number }).at, at))) continue;
    return new Map(sorted.map(({ thing }, i) => [thing, rankOf(line, i, count)]));
  }
  return new Map();
}

function linesOf(request: CaptionRequest): readonly Line[] {
  const { positions, bodies } = request.steps;
  const pose = cameraPose(request.camera, request.window.start);
  const [x, y, z] = [pose[3], pose[7], pose[11]] as [number, number, number];
  // From above nobody sees what is higher.
  const overhead = -(pose[10] as number) > 0.87;
  const place = ({ row }: Thing): Vec3 => vectorAt(positions, frameOf(request, 0) * bodies.length + row);
  return [
    {
      ...{ two: ['left', 'right'], ends: ['leftmost', 'rightmost'] },
      between: (ordinal) => [`${ordinal} `, ' from the left'],
      at: (thing) => acrossAt(request, thing, 0),
      apart: (a, b) => b - a >= 0.05,
    },
    {
      ...{ two: ['upper', 'lower'], ends: ['topmost', 'lowest'] },
      between: (ordinal) => [`${ordinal} `, ' from the top'],
      at: (thing) => -place(thing)[2],
      apart: (a, b) => !overhead && b - a >= 0.04,
    },
    {
      ...{ two: ['nearer', 'farther'], ends: ['nearest', 'farthest'] },
      between: (ordinal) => [`${ordinal} nearest `, ''],
      at: (thing) => length(subtract(place(thing), [x, y, z])),
      apart: (a, b) => b >= 1.15 * a,
    },
  ];
}

function rankOf({ two, ends, between }: Line, i: number, count: number): Rank {
  if (count === 2) return [`${two[i]} `, ''];
  if (i === 0 || i === count - 1) return [`${ends[i === 0 ? 0 : 1]} `, ''];
  return between(ORDINALS[i - 1] as string);
}
