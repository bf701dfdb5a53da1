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

/** The longest run of pictures that show a thing, both ends included; a gap of one picture counts as seen. */
export function seenRun(share: readonly number[]): readonly [from: number, to: number] {
  let best: readonly [number, number] = [0, -1];
  let from = -1;
  let last = -1;
  share.forEach((part, k) => {
    if (part < NOTICED) return;
    if (from < 0 || k - last > 2) from = k;
    last = k;
    if (last - from > best[1] - best[0]) best = [from, last];
  });
  return best;
}
