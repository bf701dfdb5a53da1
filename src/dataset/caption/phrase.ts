import type { Rng } from '../../core/rng.ts';

/** A piece of a phrasing: text, a slot, or pieces of which one is chosen. */
type Piece = string | { readonly slot: string } | { readonly either: readonly (readonly Piece[])[] };

/** Several ways to say one thing, one of which is chosen whole. */
export type Phrasings = { readonly ways: readonly (readonly Piece[])[] };

/**
 * Phrasings in a small language: `(one|another)` is a choice, which may hold choices, and `{name}` a slot.
 */
export const phrasings = (...texts: readonly string[]): Phrasings => ({
  ways: texts.map((text) => parse(text, 0, false).pieces),
});

function parse(
  text: string,
  from: number,
  inner: boolean,
): { pieces: readonly Piece[]; end: number; next: string } {
  const pieces: Piece[] = [];
  let plain = '';
  let at = from;
  const flush = (): void => {
    if (plain !== '') pieces.push(plain);
    plain = '';
  };
  for (; at < text.length; at++) {
    const letter = text[at] as string;
    if (inner && (letter === '|' || letter === ')')) break;
    if (letter === '{') {
      flush();
      const close = text.indexOf('}', at);
      pieces.push({ slot: text.slice(at + 1, close) });
      at = close;
    } else if (letter === '(') {
      flush();
      const either: (readonly Piece[])[] = [];
      for (let next = '|'; next === '|'; ) {
        const choice = parse(text, at + 1, true);
        either.push(choice.pieces);
        at = choice.end;
        next = choice.next;
      }
      pieces.push({ either });
    } else plain += letter;
  }
  flush();
  return { pieces, end: at, next: text[at] ?? '' };
}

/** In how many ways the phrasings say their one thing. */
export const phrasingCount = ({ ways }: Phrasings): number =>
  ways.reduce((sum, pieces) => sum + countOf(pieces), 0);

const countOf = (pieces: readonly Piece[]): number =>
  pieces.reduce(
    (product, piece) =>
      typeof piece === 'object' && 'either' in piece
        ? product * piece.either.reduce((sum, one) => sum + countOf(one), 0)
        : product,
    1,
  );

/** One of the phrasings, every one alike likely among its neighbours, with its slots filled. */
export const say = ({ ways }: Phrasings, rng: Rng, slots: Readonly<Record<string, string>> = {}): string =>
  fill(rng.choice(ways), rng, slots);

const fill = (pieces: readonly Piece[], rng: Rng, slots: Readonly<Record<string, string>>): string => {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else if ('slot' in piece) text += slots[piece.slot] ?? '';
    else text += fill(rng.choice(piece.either), rng, slots);
  }
  return text;
};

/** A sentence: begun with a capital, ended with a stop. */
export const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

/** Sentences of clauses, of which an empty one says nothing. */
export const paragraph = (clauses: readonly string[]): string =>
  clauses
    .filter((clause) => clause !== '')
    .map(sentence)
    .join(' ');

/** With `a` or `an` before it. */
export const withArticle = (words: string): string => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;

const NUMBERS = [
  'no',
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

/** A count in words up to twelve. */
export const numberWord = (count: number): string => NUMBERS[count] ?? String(count);

/** The plural of a noun phrase, whose noun stands last or before `of`. */
export function plural(noun: string): string {
  const [head = '', ...of] = noun.split(' of ');
  const ended = /(s|x|ch|sh|[^aeiou]o)$/.test(head) ? `${head}es` : `${head}s`;
  const shelves = ended.replace(/shelfs$/, 'shelves');
  return [shelves, ...of].join(' of ');
}
