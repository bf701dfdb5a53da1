import type { Quaternion, Vec3 } from '../../core/pose.ts';
import { rotate } from '../../core/pose.ts';
import type { Rng } from '../../core/rng.ts';
import type { CaptionFacts, ShownThing } from './caption-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import { colorName } from './color-name.ts';
import type { Namer } from './namer.ts';
import { say, withArticle } from './phrase.ts';
import { PHRASINGS } from './phrasings.ts';
import { SCENE_PHRASINGS } from './scene-phrasings.ts';
import { shapeSize } from './thing-words.ts';
import type { Thing } from './things.ts';
import { frameOf } from './track.ts';
import { lightOf, viewOf } from './view-words.ts';

/** The clauses that say what a scene is like; '' where there is nothing to say. */
export type SceneClauses = {
  readonly setting: string;
  readonly light: string;
  readonly aesthetics: string;
  readonly motion: string;
  readonly angle: string;
  readonly framing: string;
};

/** Things that stand about, told at most. */
const FIXTURES = 5;

/** The clauses of a clip's scene. */
export function sceneClauses(
  request: CaptionRequest,
  facts: CaptionFacts,
  namer: Namer,
  rng: Rng,
): SceneClauses {
  const { motion, angle } = viewOf(request);
  const biggest = facts.subjects[0]?.share ?? 0;
  const framing = biggest > 0.25 ? 'close' : biggest > 0.06 ? 'medium' : 'wide';
  return {
    setting: settingClause(request, facts, namer, rng),
    light: lightClause(request, rng),
    aesthetics: say(SCENE_PHRASINGS.aesthetics, rng, { effects: effectsOf(request) }),
    motion: say(SCENE_PHRASINGS[motion.kind], rng, {
      toward: motion.kind === 'moving' ? motion.toward : '',
      side: motion.kind === 'turning' ? motion.side : '',
    }),
    angle: say(SCENE_PHRASINGS[angle], rng),
    framing: say(SCENE_PHRASINGS[framing], rng),
  };
}

function settingClause(
  request: CaptionRequest,
  { surroundings }: CaptionFacts,
  namer: Namer,
  rng: Rng,
): string {
  const plane = surroundings.find(({ thing }) => thing.body.shape.kind === 'plane');
  const rest = surroundings.filter((one) => one !== plane).slice(0, FIXTURES);
  // Of things called alike all that are shown, so that the count is true.
  const fixtures = [...new Set(rest.flatMap(({ thing }) => namer.alike(thing)))].filter(
    (thing) => thing !== plane?.thing,
  );
  const behind = behindClause(request, rng);
  const list = namer.several(fixtures);
  if (plane === undefined && list === '') return '';
  if (plane === undefined) return say(SCENE_PHRASINGS.plain, rng, { fixtures: ` ${list}`, behind });
  const floor = namer.one(plane.thing).startsWith('one of') ? '' : withArticle(namer.full(plane.thing));
  return say(SCENE_PHRASINGS.setting, rng, {
    floor,
    fixtures:
      list === ''
        ? ''
        : say(SCENE_PHRASINGS.fixtures, rng, { list, are: fixtures.length === 1 ? 'is' : 'are' }),
    behind,
  });
}

/** What is behind everything, where a good part of the first picture shows it. */
function behindClause({ seen, facts }: CaptionRequest, rng: Rng): string {
  let covered = 0;
  for (let column = 0; column < seen.ids.length; column++) covered += seen.share[column] as number;
  if (1 - covered < 0.06) return '';
  return say(SCENE_PHRASINGS.behind, rng, { color: colorName(facts.sky?.horizon ?? facts.background) });
}

function lightClause(request: CaptionRequest, rng: Rng): string {
  const light = lightOf(request);
  if (light === null) return '';
  const slots = {
    tone: light.tone,
    side: light.from ?? '',
    shadows: light.shadows ? say(SCENE_PHRASINGS.shadows, rng) : '',
  };
  if (light.from === 'several') return say(SCENE_PHRASINGS.lights, rng, slots);
  const sided = light.from === 'left' || light.from === 'right';
  return say(sided ? SCENE_PHRASINGS.light : SCENE_PHRASINGS.light_above, rng, slots);
}

function effectsOf({ camera: { effects, lens } }: CaptionRequest): string {
  const told = [
    ...(lens.kind === 'fisheye' ? ['through a fisheye lens'] : []),
    ...(effects.shutter === null ? [] : ['with motion blur']),
    ...(effects.noise === null ? [] : ['with the noise of a sensor']),
  ];
  return told.length === 0 ? '' : `, ${told.join(' and ')}`;
}

/** What is seen of the things that can move, the greatest first: a clause for each of the first, one for the rest. */
export function subjectClauses(
  request: CaptionRequest,
  { subjects }: CaptionFacts,
  namer: Namer,
  rng: Rng,
  most: number,
): readonly string[] {
  const groups = groupsOf(subjects, namer);
  const first = groups.slice(0, 2).map((group) => subjectClause(request, group, namer, rng));
  const rest = groups
    .slice(2, most)
    .flat()
    .map(({ thing }) => thing);
  if (rest.length === 0) return first;
  const are = rest.length === 1 ? 'is' : 'are';
  return [...first, say(PHRASINGS.others, rng, { many: namer.several(rest), are })];
}

/** Things called alike, together. */
export function groupsOf(subjects: readonly ShownThing[], namer: Namer): readonly (readonly ShownThing[])[] {
  const groups = new Map<string, ShownThing[]>();
  for (const one of subjects) {
    const name = namer.full(one.thing);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()];
}

/** One thing with its size and place, or several that are called alike. */
export function subjectClause(
  request: CaptionRequest,
  group: readonly ShownThing[],
  namer: Namer,
  rng: Rng,
): string {
  const [{ thing, across }] = group as readonly [ShownThing];
  const a = namer.several(group.map((one) => one.thing));
  if (group.length > 1) return say(PHRASINGS.subjects, rng, { many: a });
  const side = across < 0.4 ? 'left' : across > 0.6 ? 'right' : 'middle';
  const size = sizeWords(request, thing, rng);
  const closed = size === '' ? a : `${a}${size},`;
  return say(PHRASINGS.subject, rng, { a, size, closed, place: say(PHRASINGS[side], rng) });
}

/** Its greatest extent; '' where no formula gives it. */
export function sizeWords(request: CaptionRequest, thing: Thing, rng: Rng): string {
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
  const at = (frameOf(request, 0) * steps.bodies.length + row) * 4;
  const turn = [0, 1, 2, 3].map((i) => steps.orientations[at + i] as number) as unknown as Quaternion;
  const long = size.indexOf(Math.max(...size));
  const axis = [0, 1, 2].map((i) => (i === long ? 1 : 0)) as unknown as Vec3;
  return (
    size.filter((edge) => edge > 0.95 * (size[long] as number)).length === 1 &&
    Math.abs(rotate(turn, axis)[2]) > 0.9
  );
}
