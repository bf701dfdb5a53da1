import type { CaptionRequest } from './caption-request.ts';
import type { Thing } from './things.ts';

/** Share of the image from which on something is seen well enough to be named. */
export const NOTICED = 0.0012;

/** The share of the image that a thing takes in each picture, 0…1. */
export function sharesOf({ seen }: CaptionRequest, { members }: Thing): readonly number[] {
  const shares = new Array<number>(seen.pictures).fill(0);
  for (const member of members)
    for (let k = 0, cell = member; k < seen.pictures; k++, cell += seen.ids.length)
      shares[k] = (shares[k] as number) + (seen.share[cell] as number);
  return shares;
}

/** The share of the image that a thing takes in a picture, 0…1. */
export const shareAt = ({ seen }: CaptionRequest, { members }: Thing, picture: number): number =>
  members.reduce((sum, member) => sum + (seen.share[picture * seen.ids.length + member] as number), 0);

/** Where the middle of what is seen of a thing is in a picture, 0…1 from the left; NaN where nothing is. */
export function acrossAt({ seen }: CaptionRequest, { members }: Thing, picture: number): number {
  let [sum, weight] = [0, 0];
  for (const member of members) {
    const cell = picture * seen.ids.length + member;
    const part = seen.share[cell] as number;
    if (part === 0) continue;
    sum += part * (seen.across[cell] as number);
    weight += part;
  }
  return sum / weight;
}

/** When something is noticed, in pictures of the window. */
export type Sighting = {
  /** How many show it. */
  readonly count: number;
  /** The first and the last that do. */
  readonly first: number;
  readonly last: number;
  /** The longest run of them, both ends included; a gap of one picture counts as seen. */
  readonly run: readonly [from: number, to: number];
  /** The greatest share of the picture, 0…1. */
  readonly most: number;
};

/** Sums up the shares that a thing takes in the pictures of a window; `null` where it is never noticed. */
export function sightingOf(share: readonly number[]): Sighting | null {
  let [count, first, last, most] = [0, -1, -1, 0];
  let [from, begin, end] = [-1, 0, -1];
  for (let k = 0; k < share.length; k++) {
    const part = share[k] as number;
    if (part < NOTICED) continue;
    if (count === 0) first = k;
    if (from < 0 || k - last > 2) from = k;
    count++;
    last = k;
    if (part > most) most = part;
    if (last - from > end - begin) [begin, end] = [from, last];
  }
  return count === 0 ? null : { ...{ count, first, last, most }, run: [begin, end] };
}
