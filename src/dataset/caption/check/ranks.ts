import type { Thing } from '../things.ts';
import type { ClipMeasures } from './measure-clip.ts';

/** A place in a row of things: which from one end on, of how many. */
export type Rank = {
  readonly along: 'left' | 'top' | 'near';
  /** Counted from the other end. */
  readonly backwards: boolean;
  /** 1 for the first. */
  readonly place: number;
  /** Whether there are two. */
  readonly ofTwo: boolean;
};

const pole = (along: Rank['along'], backwards: boolean, ofTwo: boolean): Rank => ({
  ...{ along, backwards, place: 1, ofTwo },
});

/** Words for the ends of a row. */
export const POLES: Readonly<Record<string, Rank>> = {
  ...{ leftmost: pole('left', false, false), rightmost: pole('left', true, false) },
  ...{ left: pole('left', false, true), right: pole('left', true, true) },
  ...{ topmost: pole('top', false, false), lowest: pole('top', true, false) },
  ...{ upper: pole('top', false, true), lower: pole('top', true, true) },
  ...{ nearest: pole('near', false, false), farthest: pole('near', true, false) },
  ...{ nearer: pole('near', false, true), farther: pole('near', true, true) },
};

/** Words for places between the ends, the second first. */
export const ORDINALS = 'second third fourth fifth sixth seventh eighth ninth tenth eleventh'.split(' ');

/**
 * Those of a kind that have a place in the first picture, by where the middles of their bodies are.
 *
 * @param sure - Those that belong to the kind for sure; of the others any number may.
 */
export function standing(
  clip: ClipMeasures,
  { along, backwards, place, ofTwo }: Rank,
  fits: readonly Thing[],
  sure: readonly Thing[],
): readonly Thing[] {
  const at = (thing: Thing): number => {
    const forwards =
      along === 'left'
        ? clip.column(thing, 0)
        : along === 'top'
          ? -clip.place(thing, 0)[2]
          : clip.distance(thing, 0);
    return backwards ? -forwards : forwards;
  };
  const all = fits.filter(({ row }) => row >= 0);
  return all.filter((thing) => {
    const others = (of: readonly Thing[]): readonly Thing[] =>
      of.filter((one) => one !== thing && one.row >= 0);
    const before = (of: readonly Thing[]): number => others(of).filter((one) => at(one) < at(thing)).length;
    const two = others(sure).length <= 1 && others(all).length >= 1;
    return (!ofTwo || two) && before(sure) < place && place <= before(all) + 1;
  });
}
