import type { Interval } from '../../metrics/bootstrap.ts';
import { html, type Raw } from '../../page/html-text.ts';
import { fixed } from './figure-words.ts';

/** A mean, its interval small below it; `none` where it is not defined. */
export const intervalHtml = (one: Interval | null, digits = 2): Raw =>
  one === null
    ? html`none`
    : html`${fixed(one.mean, digits)}<small>${fixed(one.low, digits)} to ${fixed(one.high, digits)}</small>`;
