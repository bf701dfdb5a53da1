import type { Removal } from './curation.ts';

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const figure = (value: number): string => Number(value.toPrecision(2)).toString();

/** The number that decided and its limit, in words. */
export function removalWords({ reason, value, limit }: Removal): string {
  switch (reason) {
    case 'too short':
      return `${value} frames, at least ${limit} wanted`;
    case 'exploding':
      return value >= 1e6
        ? `a speed that is no number, at most ${limit} m/s wanted`
        : `${figure(value)} m/s, at most ${limit} wanted`;
    case 'dark':
      return `brightness ${figure(value)}, at least ${limit} wanted`;
    case 'off-screen':
      return `something to see in ${percent(value)} of the frames, at least ${percent(limit)} wanted`;
    case 'static':
      return `moves ${figure(value)} heights/s, at least ${limit} wanted`;
    case 'near-duplicate':
      return `${figure(100 * value)} cm apart, more than ${figure(100 * limit)} cm wanted`;
    case 'surplus':
      return `its group has ${value} episodes, at most ${limit} wanted`;
  }
}
