import { listed } from '../../core/listed.ts';
import type { CaptionRequest } from './caption-request.ts';
import { numberWord, plural, withArticle } from './phrase.ts';
import { type ThingWords, thingWords } from './thing-words.ts';
import type { Thing } from './things.ts';
import { toldApart } from './told-apart.ts';

/** Calls the things of a picture by names that cannot be mistaken for each other. */
export type Namer = {
  /** As `red wooden box`. */
  full(thing: Thing): string;
  /** As `the red box`; where several are called alike, `the left red box`, or else `one of the two red boxes`. */
  one(thing: Thing): string;
  /** As `the red box and the two blue balls`. */
  each(things: readonly Thing[]): string;
  /** As `a red box and two blue balls`: things called alike are counted. */
  several(things: readonly Thing[]): string;
  /** All that are called as it is, itself among them. */
  alike(thing: Thing): readonly Thing[];
};

/** What a thing is called, with its material and without. */
type Called = ThingWords & { readonly full: string; readonly short: string };

/** Names for the things that a clip shows. */
export function createNamer(request: CaptionRequest, shown: readonly Thing[]): Namer {
  const called = new Map<Thing, Called>();
  const [byFull, byShort] = [new Map<string, Thing[]>(), new Map<string, Thing[]>()];
  for (const thing of shown) {
    const words = nounLike(thing, shown, request.looksAsMade);
    const color = words.color === '' ? '' : `${words.color} `;
    const short = `${color}${words.noun}`;
    const full = words.material === '' ? short : `${color}${words.material} ${words.noun}`;
    const names = { ...words, full, short };
    called.set(thing, names);
    grouped(byFull, names.full).push(thing);
    grouped(byShort, names.short).push(thing);
  }
  const of = (thing: Thing): Called => called.get(thing) as Called;
  const alike = (thing: Thing): readonly Thing[] => byFull.get(of(thing).full) as readonly Thing[];
  // Without a material it could be any of those that have one.
  const mistaken = (thing: Thing): readonly Thing[] =>
    of(thing).material === '' ? (byShort.get(of(thing).short) as readonly Thing[]) : alike(thing);
  const ones = new Map<Thing, string>();
  const nameAlike = (thing: Thing): void => {
    const { full, short } = of(thing);
    const same = mistaken(thing);
    const ranks = toldApart(request, same);
    const alone = byShort.get(short)?.length === 1 ? short : full;
    const unranked =
      same.length > 1 ? `one of the ${numberWord(same.length)} ${plural(full)}` : `the ${alone}`;
    for (const one of alike(thing)) {
      const rank = ranks.get(one);
      ones.set(one, rank === undefined ? unranked : `the ${rank[0]}${full}${rank[1]}`);
    }
  };
  const one = (thing: Thing): string => {
    if (!ones.has(thing)) nameAlike(thing);
    return ones.get(thing) as string;
  };
  const groupsOf = (things: readonly Thing[]): ReadonlyMap<string, readonly Thing[]> => {
    const groups = new Map<string, Thing[]>();
    for (const thing of things) grouped(groups, of(thing).full).push(thing);
    return groups;
  };
  return {
    ...{ alike, one },
    full: (thing) => of(thing).full,
    each: (things) =>
      listed(
        [...groupsOf(things)].flatMap(([full, group]) => {
          const all = mistaken(group[0] as Thing).length;
          const some = group.length === all ? '' : `${numberWord(group.length)} of `;
          const apart = some !== '' && !one(group[0] as Thing).startsWith('one of');
          if (group.length === 1 || apart) return group.map(one);
          return [`${some}the ${numberWord(all)} ${plural(full)}`];
        }),
      ),
    several: (things) =>
      listed(
        [...groupsOf(things)].map(([full, { length }]) =>
          length === 1 ? withArticle(full) : `${numberWord(length)} ${plural(full)}`,
        ),
      ),
  };
}

/** The group of that name, begun where there is none. */
function grouped(groups: Map<string, Thing[]>, name: string): Thing[] {
  const group = groups.get(name) ?? [];
  if (group.length === 0) groups.set(name, group);
  return group;
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
