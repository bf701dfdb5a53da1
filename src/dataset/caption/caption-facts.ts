import { length, type Mat4, subtract, transformPoint, type Vec3 } from '../../core/pose.ts';
import type { CaptionRequest } from './caption-request.ts';
import { eventHappenings, viewHappenings } from './event-happenings.ts';
import type { Happening } from './happening.ts';
import { motionHappenings } from './motion-happenings.ts';
import { type Thing, thingsOf } from './things.ts';
import { cameraFromWorld, frameOf, NOTICED, pictureTime, sharesOf, trackOf } from './track.ts';

/** What a clip shows: every one of these can be said, and no more. */
export type CaptionFacts = {
  /** What can move and is noticed, the most of the picture first. */
  readonly subjects: readonly ShownThing[];
  /** What stands around, alike. */
  readonly surroundings: readonly ShownThing[];
  /** By their beginnings. */
  readonly happenings: readonly Happening[];
  /** Of the window, seconds. */
  readonly duration: number;
};

/** A thing that is noticed in at least three pictures, or in all of them. */
export type ShownThing = {
  readonly thing: Thing;
  /** The greatest share of the picture, 0…1. */
  readonly share: number;
  /** Where its middle is when it is first noticed, 0…1 from the left. */
  readonly across: number;
};

/** The facts of a clip. */
export function captionFacts(request: CaptionRequest): CaptionFacts {
  const shares = new Map(thingsOf(request.facts).map((thing) => [thing, sharesOf(request, thing)]));
  const shown = [...shares].flatMap(([thing, share]) => {
    const noticed = share.filter((part) => part >= NOTICED).length;
    if (noticed < Math.min(3, share.length)) return [];
    return [{ thing, share: Math.max(...share), across: acrossOf(request, thing, share) }];
  });
  shown.sort((a, b) => b.share - a.share);
  const fromWorld = cameraFromWorld(request);
  const subjects = shown.filter(({ thing }) => thing.moves && !carries(request, thing, fromWorld));
  const told = shown.filter(({ thing }) => !thing.moves || subjects.some((one) => one.thing === thing));
  const happenings = [
    ...subjects.flatMap(({ thing }) => {
      const share = shares.get(thing) as readonly number[];
      const track = trackOf(request, thing, share, fromWorld);
      return [...motionHappenings(request, thing, track), ...viewHappenings(request, thing, share)];
    }),
    ...eventHappenings(
      request,
      told.map(({ thing }) => thing),
      shares,
    ),
    ...courseHappenings(request),
  ].sort((a, b) => a.start - b.start);
  return {
    subjects,
    surroundings: shown.filter(({ thing }) => !thing.moves),
    happenings,
    duration: pictureTime(request, request.window.count - 1),
  };
}

/** Whether the camera rides on that car: what is seen of it then is its bonnet. */
function carries(
  request: CaptionRequest,
  { kind, row }: Thing,
  fromWorld: (picture: number) => Mat4,
): boolean {
  if (kind !== 'car' || request.camera.worldFromCameraPerFrame === null) return false;
  const { positions, bodies } = request.steps;
  const place = (picture: number): Vec3 => {
    const at = (frameOf(request, picture) * bodies.length + row) * 3;
    const world = [0, 1, 2].map((i) => positions[at + i] as number) as unknown as Vec3;
    return transformPoint(fromWorld(picture), world);
  };
  return length(subtract(place(request.window.count - 1), place(0))) < 0.05 && length(place(0)) < 3;
}

/** How it came out, and which law was broken, where the window shows that moment. */
function courseHappenings(request: CaptionRequest): readonly Happening[] {
  const { facts, fps, window } = request;
  const begin = frameOf(request, 0) / fps;
  const within = (time: number | null): { start: number; end: number } | null =>
    time === null || time < begin || time > begin + pictureTime(request, window.count - 1)
      ? null
      : { start: time - begin, end: time - begin };
  const decided = within(facts.outcomeTime);
  const { outcome } = facts;
  if (decided === null || outcome === null || outcome === 'near-miss') return [];
  return [{ kind: 'outcome', outcome, ...decided }];
}

function acrossOf({ seen }: CaptionRequest, { members }: Thing, share: readonly number[]): number {
  const first = share.findIndex((part) => part >= NOTICED);
  let [sum, weight] = [0, 0];
  for (const member of members) {
    const cell = first * seen.ids.length + member;
    const part = seen.share[cell] as number;
    if (part === 0) continue;
    sum += part * (seen.across[cell] as number);
    weight += part;
  }
  return sum / weight;
}
