import type { Rng } from '../../core/rng.ts';
import type { CaptionFacts } from './caption-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import { colorName } from './color-name.ts';
import type { Namer } from './namer.ts';
import { say, withArticle } from './phrase.ts';
import { SCENE_PHRASINGS } from './scene-phrasings.ts';
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

/** Kinds of things that stand about, told at most. */
const FIXTURES = 5;

/** The clauses of a clip's scene. */
export function sceneClauses(
  request: CaptionRequest,
  facts: CaptionFacts,
  namer: Namer,
  rng: Rng,
): SceneClauses {
  const { motion, angle } = viewOf(request);
  const biggest = facts.subjects[0]?.most ?? 0;
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
  // Of things called alike all that are shown, so that the count is true.
  const kinds = new Map(surroundings.map(({ thing }) => [namer.full(thing), namer.alike(thing)]));
  const fixtures = [...kinds.values()]
    .map((alike) => alike.filter((thing) => thing !== plane?.thing))
    .filter((alike) => alike.length > 0)
    .slice(0, FIXTURES)
    .flat();
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
  // Ambient light has no direction, and casts no shadows.
  if (light === null) return say(SCENE_PHRASINGS.light_even, rng);
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
