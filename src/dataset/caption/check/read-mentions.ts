import type { BodyFacts } from '../../../core/recorded-episode.ts';
import type { Thing } from '../things.ts';
import { COLOR_WORDS, isCalled, mayBeCalled } from './colors-apart.ts';
import type { ClipMeasures } from './measure-clip.ts';

/** Something that a sentence names. */
export type Mention = {
  readonly text: string;
  /** How many are named, and whether all of their kind are meant to be. */
  readonly count: number;
  readonly kind: 'the' | 'some' | 'one-of';
  /** Those that fit the words. */
  readonly things: readonly Thing[];
  /** Those that must be meant: no other colour is as near, and neither material nor pattern is left unsaid. */
  readonly sure: readonly Thing[];
};

const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** What patterns are told by which word. */
const PATTERNS: Readonly<Record<string, string>> = {
  ...{
    checkered: 'checker',
    striped: 'stripes',
    'wood-grained': 'wood',
    marbled: 'marble',
    speckled: 'speckle',
  },
  ...{ 'brick-patterned': 'bricks', tiled: 'tiles', woven: 'weave' },
};

/** What materials of scenes are told by which word. */
const MATERIALS: Readonly<Record<string, readonly string[]>> = {
  ...{ wooden: ['wood', 'oak', 'plank', 'planks', 'boards', 'crate'], painted: ['paint'] },
  ...Object.fromEntries(
    'rubber steel brass brick stone clay concrete chrome foam ceramic china'
      .split(' ')
      .map((one) => [one, [one]]),
  ),
};

/** Nouns that are no class, and what they name. */
const NAMES: Readonly<Record<string, (thing: Thing) => boolean>> = {
  'robot arm': ({ kind }) => kind === 'arm',
  'humanoid robot': ({ kind }) => kind === 'humanoid',
  'wheeled robot': ({ kind }) => kind === 'wheeled',
  robot: ({ kind }) => kind === 'machine',
  car: ({ kind }) => kind === 'car',
  pedestrian: ({ kind }) => kind === 'pedestrian',
  ball: ({ body }) => body.shape.kind === 'sphere',
  box: ({ body }) => body.shape.kind === 'box',
  bar: ({ body }) => body.shape.kind === 'box',
  board: ({ body }) => body.shape.kind === 'box',
  cylinder: ({ body }) => body.shape.kind === 'cylinder',
  capsule: ({ body }) => body.shape.kind === 'capsule',
  ground: ({ body }) => body.shape.kind === 'plane',
  object: ({ body }) => body.shape.kind === 'compound' || body.shape.kind === 'mesh',
  pendulum: ({ body }) => body.class === 'bob',
  'goal marker': ({ body }) => body.class === 'goal',
  'felt mat': ({ body }) => body.class === 'felt',
  'piece of furniture': ({ body }) => body.class === 'furniture',
  'road marking': ({ body }) => body.class === 'marking',
};

const pluralOf = (noun: string): string =>
  noun
    .replace(/^piece of/, 'pieces of')
    .replace(/shelf$/, 'shelve')
    .replace(/(s|x|ch|sh|[^aeiou]o)$/, '$1e')
    .replace(/(?<!furniture)$/, 's');

/** Whether a noun names a thing: by its class or a word of it, by its shape or kind, or as bodies of its size are called. */
function names(noun: string, thing: Thing, all: readonly Thing[]): boolean {
  const words = thing.body.class.replace(/_\d+$/, '').replaceAll('_', ' ');
  if (thing.kind === 'body' && (words === noun || words.split(' ')[0] === noun)) return true;
  if (NAMES[noun]?.(thing) === true) return true;
  const { shape } = thing.body;
  if (shape.kind !== 'box') return false;
  return all.some(
    ({ body }) =>
      body.class === noun &&
      body.shape.kind === 'box' &&
      body.shape.size.every((edge, i) => Math.abs(edge / (shape.size[i] as number) - 1) < 0.2),
  );
}

/** The material whose colour stands for a body: its own, or that of most of its parts. */
function looksOf({ shape, material }: BodyFacts): readonly BodyFacts['material'][] {
  if (shape.kind !== 'compound') return [material];
  return [
    material,
    ...shape.parts.flatMap((part) =>
      part.role === 'solid' || part.material === null ? [] : [part.material],
    ),
  ];
}

const COLOR = `(?:${COLOR_WORDS.join('|')})`;
const ADJECTIVES = `(?<color>${COLOR} )?(?:and (?<second>${COLOR}) )?(?<pattern>${Object.keys(PATTERNS).join('|')})?(?: )?(?<material>(?:${Object.keys(MATERIALS).join('|')}) )?`;
const COUNT = `(?:${NUMBERS.slice(2).join('|')}|\\d+)`;
const DETERMINER = `(?:(?<of>(?:one|another) of the (?<among>${COUNT}))|(?<number>${COUNT})|(?<the>the)|an?)`;

/** The nouns of a clip's things, and what finds them in a sentence. */
type Vocabulary = { readonly nouns: readonly string[]; readonly pattern: RegExp };

const vocabularies = new WeakMap<ClipMeasures, Vocabulary>();

function vocabularyOf(clip: ClipMeasures): Vocabulary {
  const known = vocabularies.get(clip);
  if (known !== undefined) return known;
  const classes = clip.things.map(({ body }) => body.class.replace(/_\d+$/, '').replaceAll('_', ' '));
  const firsts = classes.map((words) => words.split(' ')[0] as string);
  const nouns = [...new Set([...Object.keys(NAMES), ...classes, ...firsts])];
  const forms = nouns.flatMap((noun) => [noun, pluralOf(noun)]).sort((x, y) => y.length - x.length);
  const pattern = new RegExp(`\\b${DETERMINER} ${ADJECTIVES}(?<noun>${forms.join('|')})(?![\\w-])`, 'g');
  const made = { nouns, pattern };
  vocabularies.set(clip, made);
  return made;
}

/** Finds what a sentence (in small letters) names, and puts `@` in its place. */
export function readMentions(
  text: string,
  clip: ClipMeasures,
): { mentions: readonly Mention[]; rest: string } {
  const { things, request } = clip;
  const { nouns, pattern } = vocabularyOf(clip);
  const mentions: Mention[] = [];
  const rest = text.replace(pattern, (whole: string, ...found: unknown[]) => {
    const groups = found.at(-1) as Readonly<Record<string, string | undefined>>;
    const noun = nouns.find((one) => one === groups['noun'] || pluralOf(one) === groups['noun']) as string;
    const fits = things.filter(
      (thing) => names(noun, thing, things) && looksLike(thing, groups, request.looksAsMade),
    );
    const counted = groups['among'] ?? groups['number'] ?? 'one';
    const count = NUMBERS.includes(counted) ? NUMBERS.indexOf(counted) : Number(counted);
    const kind = groups['of'] !== undefined ? 'one-of' : groups['the'] !== undefined ? 'the' : 'some';
    const spare = (thing: Thing): boolean =>
      (groups['material'] === undefined &&
        looksOf(thing.body).some(({ name }) => Object.values(MATERIALS).flat().includes(name))) ||
      (groups['pattern'] === undefined && looksOf(thing.body).some(({ texture }) => texture !== null)) ||
      (groups['color'] !== undefined && !isCalled(thing.body.material.color, groups['color'].trim()));
    mentions.push({ text: whole, count, kind, things: fits, sure: fits.filter((thing) => !spare(thing)) });
    return '@';
  });
  return { mentions, rest };
}

/** Whether some seen part of a thing has that colour, that pattern and that material. */
function looksLike(
  thing: Thing,
  { color, second, pattern, material }: Readonly<Record<string, string | undefined>>,
  asMade: boolean,
): boolean {
  if (color === undefined && pattern === undefined && material === undefined) return true;
  return looksOf(thing.body).some(
    (look) =>
      (color === undefined || mayBeCalled(look.color, color.trim())) &&
      (second === undefined || (look.texture !== null && mayBeCalled(look.texture.color, second))) &&
      (pattern === undefined || look.texture?.pattern === PATTERNS[pattern]) &&
      (material === undefined || (asMade && (MATERIALS[material.trim()] ?? []).includes(look.name))),
  );
}
