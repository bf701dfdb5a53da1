import { length, type Mat4, subtract, transformPoint, type Vec3 } from '../../core/pose.ts';
import type { CaptionRequest } from './caption-request.ts';
import { eventHappenings, viewHappenings } from './event-happenings.ts';
import { byTime, type Happening } from './happening.ts';
import { motionHappenings } from './motion-happenings.ts';
import { acrossAt, type Sighting, sharesOf, sightingOf } from './seen-thing.ts';
import { type Thing, thingsOf } from './things.ts';
import { cameraFromWorld, frameOf, pictureTime, trackOf, vectorAt } from './track.ts';

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
export type ShownThing = Sighting & {
  readonly thing: Thing;
  /** Where its middle is when it is first noticed, 0…1 from the left. */
  readonly across: number;
};

/** The facts of a clip. */
export function captionFacts(request: CaptionRequest): CaptionFacts {
  const shares = new Map(thingsOf(request.facts).map((thing) => [thing, sharesOf(request, thing)]));
  const shown: ShownThing[] = [];
  for (const [thing, share] of shares) {
    const sighting = sightingOf(share);
    if (sighting === null || sighting.count < Math.min(3, share.length)) continue;
    shown.push({ ...sighting, thing, across: acrossAt(request, thing, sighting.first) });
  }
  shown.sort((a, b) => b.most - a.most);
  const fromWorld = cameraFromWorld(request);
  const subjects = shown.filter(({ thing }) => thing.moves && !carries(request, thing, fromWorld));
  const told = shown.filter(({ thing }) => !thing.moves || subjects.some((one) => one.thing === thing));
  const happenings = [
    ...restingTogether(
      subjects.flatMap(({ thing, run }) =>
        motionHappenings(request, thing, trackOf(request, thing, fromWorld), run),
      ),
    ),
    ...subjects.flatMap((one) => viewHappenings(request, one, shares.get(one.thing) as readonly number[])),
    ...eventHappenings(
      request,
      told.map(({ thing }) => thing),
      shares,
    ),
    ...courseHappenings(request),
  ].sort(byTime);
  return {
    subjects,
    surroundings: shown.filter(({ thing }) => !thing.moves),
    happenings,
    duration: pictureTime(request, request.window.count - 1),
  };
}

/** What rests does so all the time: one happening for all of it. */
function restingTogether(happenings: readonly Happening[]): readonly Happening[] {
  const things = happenings.flatMap((one) => (one.kind === 'rest' ? one.things : []));
  const rest = happenings.find((one) => one.kind === 'rest');
  const others = happenings.filter((one) => one.kind !== 'rest');
  return rest === undefined ? others : [...others, { ...rest, things }];
}

/** Whether the camera rides on that car: what is seen of it then is its bonnet. */
function carries(
  request: CaptionRequest,
  { kind, row }: Thing,
  fromWorld: (picture: number) => Mat4,
): boolean {
  if (kind !== 'car' || request.camera.worldFromCameraPerFrame === null) return false;
  const { positions, bodies } = request.steps;
  const place = (picture: number): Vec3 =>
    transformPoint(fromWorld(picture), vectorAt(positions, frameOf(request, picture) * bodies.length + row));
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
