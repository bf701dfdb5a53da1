import type { Interval } from '../../metrics/bootstrap.ts';

/** A figure of that many digits, with a true minus, which zero has not. */
export const fixed = (value: number, digits = 2): string =>
  value
    .toFixed(digits)
    .replace(/^-(?=0\.?0*$)/, '')
    .replace('-', '−');

/** A mean and its interval; `none` where it is not defined. */
export const withInterval = (one: Interval | null, digits = 2): string =>
  one === null
    ? 'none'
    : `${fixed(one.mean, digits)} (${fixed(one.low, digits)} to ${fixed(one.high, digits)})`;
