/**
 * More tokens than a text takes, without a tokenizer: one for every three letters of a word, one for every digit and
 * every other mark. Tokenizers of byte pairs (Qwen's, T5's) take one or two for an English word, at most one for a digit
 * and for a mark; spaces go with the word that follows.
 */
export function boundedTokens(text: string): number {
  let tokens = 0;
  for (const [word, letters] of text.matchAll(/([A-Za-z]+)|[^\sA-Za-z]/g)) {
    tokens += letters === undefined ? 1 : Math.ceil(word.length / 3);
  }
  return tokens;
}
