import type { BodyFacts } from '../../../core/recorded-episode.ts';
import type { Thing } from '../things.ts';
import { COLOR_WORDS, isCalled, mayBeCalled } from './colors-apart.ts';
import type { ClipMeasures } from './measure-clip.ts';
import { isNamed, MATERIALS, NUMBERS, nounsOf, PATTERNS, pluralOf } from './mention-words.ts';
import { ORDINALS, POLES, type Rank, standing } from './ranks.ts';

/** Something that a sentence names. */
export type Mention = {
  readonly text: string;
  /** How many of their kind it says that there are, and of how many of those it speaks. */
  readonly count: number;
  readonly meant: number;
  readonly kind: 'the' | 'some' | 'one-of';
  /** Those that fit the words. */
  readonly things: readonly Thing[];
  /** Those that must be meant: no other colour is as near, and neither material nor pattern is left unsaid. */
  readonly sure: readonly Thing[];
};

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
const DETERMINER = `(?:(?<of>(?:one|another|(?<some>${COUNT})) of the (?<among>${COUNT}))|(?<the>the(?: (?<all>${COUNT}))?)|(?<number>${COUNT})|an?)`;
const RANK = `(?:(?<pole>${Object.keys(POLES).join('|')}) |(?<nth>${ORDINALS.join('|')}) (?<near>nearest )?)?`;

/** The nouns of a clip's things, and what finds them in a sentence. */
type Vocabulary = { readonly nouns: readonly string[]; readonly pattern: RegExp };

const vocabularies = new WeakMap<ClipMeasures, Vocabulary>();

function vocabularyOf(clip: ClipMeasures): Vocabulary {
  const known = vocabularies.get(clip);
  if (known !== undefined) return known;
  const nouns = nounsOf(clip.things.map(({ body }) => body.class));
  const forms = nouns.flatMap((noun) => [noun, pluralOf(noun)]).sort((x, y) => y.length - x.length);
  const noun = `(?<noun>${forms.join('|')})(?![\\w-])(?: from the (?<end>left|top))?`;
  const made = { nouns, pattern: new RegExp(`\\b${DETERMINER} ${RANK}${ADJECTIVES}${noun}`, 'g') };
  vocabularies.set(clip, made);
  return made;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** Finds what a sentence (in small letters) names, and puts `@` in its place. */
export function readMentions(
  text: string,
  clip: ClipMeasures,
): { mentions: readonly Mention[]; rest: string } {
  const { nouns, pattern } = vocabularyOf(clip);
  const mentions: Mention[] = [];
  const rest = text.replace(pattern, (whole: string, ...found: unknown[]) => {
    const groups = found.at(-1) as Groups;
    const noun = nouns.find((one) => one === groups['noun'] || pluralOf(one) === groups['noun']) as string;
    mentions.push(mentionOf(whole, noun, groups, clip));
    return '@';
  });
  return { mentions, rest };
}

function mentionOf(text: string, noun: string, groups: Groups, clip: ClipMeasures): Mention {
  const { things, request } = clip;
  const fits = things.filter(
    (thing) => isNamed(noun, thing, things) && looksLike(thing, groups, request.looksAsMade),
  );
  const sure = fits.filter((thing) => !isSpare(thing, groups, request.looksAsMade));
  const count = numberOf(groups['among'] ?? groups['all'] ?? groups['number']);
  const kind = groups['of'] !== undefined ? 'one-of' : groups['the'] !== undefined ? 'the' : 'some';
  const meant = kind === 'one-of' ? numberOf(groups['some']) : count;
  const rank = rankOf(groups);
  if (rank === null) return { text, count, meant, kind, things: fits, sure };
  const ranked = standing(clip, rank, fits, sure);
  return { text, count, meant, kind, things: ranked, sure: ranked.filter((thing) => sure.includes(thing)) };
}

/** A number in words or digits; one where there is none. */
function numberOf(word = 'one'): number {
  const known = NUMBERS.indexOf(word);
  return known < 0 ? Number(word) : known;
}

function rankOf({ pole, nth, near, end }: Groups): Rank | null {
  if (pole !== undefined) return POLES[pole] as Rank;
  if (nth === undefined) return null;
  const along = near !== undefined ? 'near' : end === 'top' ? 'top' : 'left';
  return { along, backwards: false, place: ORDINALS.indexOf(nth) + 2, ofTwo: false };
}

/** Whether words that fit a thing may be meant for others alone: they leave out what it looks like besides. */
const isSpare = ({ body }: Thing, { material, pattern, color }: Groups, asMade: boolean): boolean =>
  (asMade &&
    material === undefined &&
    looksOf(body).some(({ name }) => Object.values(MATERIALS).flat().includes(name))) ||
  (pattern === undefined && looksOf(body).some(({ texture }) => texture !== null)) ||
  (color !== undefined && !isCalled(body.material.color, color.trim()));

/** Whether some seen part of a thing has that colour, that pattern and that material. */
function looksLike(thing: Thing, { color, second, pattern, material }: Groups, asMade: boolean): boolean {
  if (color === undefined && pattern === undefined && material === undefined) return true;
  return looksOf(thing.body).some(
    (look) =>
      (color === undefined || mayBeCalled(look.color, color.trim())) &&
      (second === undefined || (look.texture !== null && mayBeCalled(look.texture.color, second))) &&
      (pattern === undefined || look.texture?.pattern === PATTERNS[pattern]) &&
      (material === undefined || (asMade && (MATERIALS[material.trim()] ?? []).includes(look.name))),
  );
}
