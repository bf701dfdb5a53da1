/** Arrays and objects within each other that a file of a dataset can have; a scene's are a dozen. */
const MOST_LEVELS = 64;

/** Characters of somebody else's words that an error repeats. */
const MOST_WORDS = 200;

/** Whether brackets stand deeper within each other than that, outside of texts. */
function isDeep(text: string): boolean {
  let level = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
    } else if (code === 0x7b || code === 0x5b) {
      if (++level > MOST_LEVELS) return true;
    } else if (code === 0x7d || code === 0x5d) level--;
  }
  return false;
}

/**
 * Reads JSON that anybody may have written. What is nested without end is refused, since whoever walks through it
 * would run out of stack.
 *
 * @param refusal - Makes the error to throw of a few words, such as `it is not JSON`.
 */
export function parseJson(text: string, refusal: (what: string) => Error): unknown {
  if (isDeep(text)) throw refusal(`it is more than ${MOST_LEVELS} levels deep`);
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('it is not JSON');
  }
}

/** Words of a file as an error may repeat them: not endless, and without what would command a terminal. */
export function quoted(words: string): string {
  const plain = words.slice(0, MOST_WORDS).replace(/\p{Cc}/gu, '\ufffd');
  return words.length > MOST_WORDS ? `${plain}…` : plain;
}
