import type { Vec3 } from '../../core/pose.ts';
import { rotate } from '../../core/pose.ts';
import type { Rng } from '../../core/rng.ts';
import type { ShownThing } from './caption-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Namer } from './namer.ts';
import { say } from './phrase.ts';
import { PHRASINGS } from './phrasings.ts';
import { shapeSize } from './thing-words.ts';
import type { Thing } from './things.ts';
import { frameOf, quaternionAt } from './track.ts';

/** Things called alike, together. */
export type ThingGroup = readonly [ShownThing, ...ShownThing[]];

/** The groups of what a clip shows. */
export function groupsOf(subjects: readonly ShownThing[], namer: Namer): readonly ThingGroup[] {
  const groups = new Map<string, [ShownThing, ...ShownThing[]]>();
  for (const one of subjects) {
    const name = namer.full(one.thing);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** What is seen of groups of things: a clause for each of the first two, one for the rest. */
export function subjectClauses(
  request: CaptionRequest,
  groups: readonly ThingGroup[],
  namer: Namer,
  rng: Rng,
): readonly string[] {
  const first = groups.slice(0, 2).map((group) => subjectClause(request, group, namer, rng));
  const rest = groups.slice(2).flatMap((group) => group.map(({ thing }) => thing));
  if (rest.length === 0) return first;
  const are = rest.length === 1 ? 'is' : 'are';
  return [...first, say(PHRASINGS.others, rng, { many: namer.several(rest), are })];
}

/** One thing with its size and place, or several that are called alike. */
export function subjectClause(request: CaptionRequest, group: ThingGroup, namer: Namer, rng: Rng): string {
  const [{ thing, across }] = group;
  const a = namer.several(group.map((one) => one.thing));
  if (group.length > 1) return say(PHRASINGS.subjects, rng, { many: a });
  const side = across < 0.4 ? 'left' : across > 0.6 ? 'right' : 'middle';
  const size = sizeWords(request, thing, rng);
  const closed = size === '' ? a : `${a}${size},`;
  return say(PHRASINGS.subject, rng, { open: `${a}${size}`, closed, place: say(PHRASINGS[side], rng) });
}

/** Its greatest extent; '' where no formula gives it. */
function sizeWords(request: CaptionRequest, thing: Thing, rng: Rng): string {
  const size = thing.kind === 'body' ? shapeSize(thing.body.shape) : null;
  if (size === null) return '';
  const long = Math.max(...size);
  const length = long < 0.995 ? `${Math.round(100 * long)} cm` : `${long.toFixed(1)} m`;
  if (thing.body.shape.kind === 'sphere') return say(PHRASINGS.width, rng, { length });
  return say(standsTall(request, thing, size) ? PHRASINGS.height : PHRASINGS.size, rng, { length });
}

/** Whether its longest side points up as the window begins. */
function standsTall(request: CaptionRequest, { row }: Thing, size: readonly number[]): boolean {
  const { steps } = request;
  const turn = quaternionAt(steps.orientations, frameOf(request, 0) * steps.bodies.length + row);
  const long = size.indexOf(Math.max(...size));
  const axis = [0, 1, 2].map((i) => (i === long ? 1 : 0)) as unknown as Vec3;
  return (
    size.filter((edge) => edge > 0.95 * (size[long] as number)).length === 1 &&
    Math.abs(rotate(turn, axis)[2]) > 0.9
  );
}
