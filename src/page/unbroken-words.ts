import { html, type Raw } from './html-text.ts';

/** Longer words may break at their hyphens, or a narrow page would overflow. */
const MAX_UNBROKEN = 30;

/** A text whose hyphenated words, such as models' names, stay on one line. */
export const unbrokenWords = (text: string): Raw[] =>
  text
    .split(/(\s+)/)
    .map((word) =>
      word.includes('-') && word.length <= MAX_UNBROKEN
        ? html`<span class="unbroken">${word}</span>`
        : html`${word}`,
    );
