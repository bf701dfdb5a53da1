import { listed, numberWord, plural, withArticle } from './phrase.ts';
import { type ThingWords, thingWords } from './thing-words.ts';
import type { Thing } from './things.ts';

/** Calls the things of a picture by names that cannot be mistaken for each other. */
export type Namer = {
  /** As `red wooden box`. */
  full(thing: Thing): string;
  /** As `the red box`, or `one of the two red boxes` where several are called alike. */
  one(thing: Thing): string;
  /** As `a red box and two blue balls`: things called alike are counted. */
  several(things: readonly Thing[]): string;
  /** All that are called as it is, itself among them. */
  alike(thing: Thing): readonly Thing[];
};

const join = (...words: readonly string[]): string => words.filter((word) => word !== '').join(' ');
const fullOf = ({ color, material, noun }: ThingWords): string => join(color, material, noun);
const shortOf = ({ color, noun }: ThingWords): string => join(color, noun);

/** Names for the things that a clip shows. */
export function createNamer(shown: readonly Thing[], looksAsMade: boolean): Namer {
  const words = new Map(shown.map((thing) => [thing, nounLike(thing, shown, looksAsMade)]));
  const group = (of: (words: ThingWords) => string): Map<string, Thing[]> => {
    const groups = new Map<string, Thing[]>();
    for (const [thing, one] of words) groups.set(of(one), [...(groups.get(of(one)) ?? []), thing]);
    return groups;
  };
  const [byFull, byShort] = [group(fullOf), group(shortOf)];
  const wordsOf = (thing: Thing): ThingWords => words.get(thing) ?? thingWords(thing, looksAsMade);
  const alike = (thing: Thing): readonly Thing[] => byFull.get(fullOf(wordsOf(thing))) ?? [thing];
  return {
    alike,
    full: (thing) => fullOf(wordsOf(thing)),
    one(thing) {
      const own = wordsOf(thing);
      const [full, short] = [fullOf(own), shortOf(own)];
      const count = byShort.get(short)?.length ?? 1;
      // Without a material it could be any of those that have one.
      const same = own.material === '' ? count : alike(thing).length;
      if (same > 1) return `one of the ${numberWord(same)} ${plural(full)}`;
      return `the ${count === 1 ? short : full}`;
    },
    several(things) {
      const counts = new Map<string, number>();
      for (const thing of things) {
        const full = fullOf(wordsOf(thing));
        counts.set(full, (counts.get(full) ?? 0) + 1);
      }
      return listed(
        [...counts].map(([full, count]) =>
          count === 1 ? withArticle(full) : `${numberWord(count)} ${plural(full)}`,
        ),
      );
    },
  };
}

/** A box without a name of its own is called as one of the same size and material that has one: the first domino, say. */
function nounLike(thing: Thing, shown: readonly Thing[], looksAsMade: boolean): ThingWords {
  const own = thingWords(thing, looksAsMade);
  const { shape, material } = thing.body;
  if (own.noun !== 'box' || thing.body.class === 'box' || shape.kind !== 'box') return own;
  const twin = shown.find(
    ({ body }) =>
      body.name !== thing.name &&
      body.class !== thing.body.class &&
      body.material.name === material.name &&
      body.shape.kind === 'box' &&
      body.shape.size.every((edge, i) => Math.abs(edge - (shape.size[i] as number)) < 1e-3 + 0.1 * edge),
  );
  return twin === undefined ? own : { ...own, noun: thingWords(twin, looksAsMade).noun };
}
