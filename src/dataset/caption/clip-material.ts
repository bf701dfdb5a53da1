import { createRng, type Rng } from '../../core/rng.ts';
import { captionFacts } from './caption-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Happening } from './happening.ts';
import { type Telling, weightOf } from './happening-sentences.ts';
import { createNamer, type Namer } from './namer.ts';
import { type SceneClauses, sceneClauses } from './scene-sentences.ts';
import { groupsOf, type ThingGroup } from './subject-sentences.ts';
import type { Thing } from './things.ts';

/** All that the captions of a clip are made from. */
export type ClipMaterial = {
  readonly request: CaptionRequest;
  readonly namer: Namer;
  readonly scene: SceneClauses;
  /** The subjects, those called alike together. */
  readonly groups: readonly ThingGroup[];
  /** What is worth telling, what matters most first. */
  readonly happenings: readonly Happening[];
  /** How to tell it, in the words of a stream of that name. */
  readonly telling: (name: string) => Telling;
  readonly rng: Rng;
};

/** Gathers it. */
export function clipMaterial(request: CaptionRequest): ClipMaterial {
  const facts = captionFacts(request);
  const all = [...facts.subjects, ...facts.surroundings].map(({ thing }) => thing);
  const namer = createNamer(request, all);
  const rng = createRng(request.seed);
  const things = new Map(all.map((thing) => [thing.name, thing]));
  return {
    ...{ request, namer, rng },
    scene: sceneClauses(request, facts, namer, rng.fork('scene')),
    groups: groupsOf(facts.subjects, namer),
    happenings: worthTelling(facts.happenings, namer, things),
    telling: (name) => ({ namer, things, duration: facts.duration, rng: rng.fork(name) }),
  };
}

/** What matters most first; of contacts that would read alike the first. */
function worthTelling(
  happenings: readonly Happening[],
  namer: Namer,
  things: ReadonlyMap<string, Thing>,
): readonly Happening[] {
  const name = (of: string): string => namer.one(things.get(of) as Thing);
  const told = new Set<string>();
  const different = happenings.filter((one) => {
    if (one.kind !== 'contact') return true;
    const pair = `${name(one.thing)} ${name(one.other)}`;
    if (told.has(pair)) return false;
    told.add(pair);
    return true;
  });
  return different
    .map((one) => ({ one, weight: weightOf(one, things) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ one }) => one);
}
