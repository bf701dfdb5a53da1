/**
 * More tokens than a text takes, without a tokenizer: one for every three letters of a word, one for every digit and
 * every other mark. Tokenizers of byte pairs (Qwen's, T5's) take one or two for an English word, at most one for a digit
 * and for a mark; spaces go with the word that follows.
 */
export function boundedTokens(text: string): number {
  let tokens = 0;
  // Letters that the token which was begun last still takes.
  let room = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const lower = code | 32;
    if (lower < 97 || lower > 122) {
      room = 0;
      if (code > 32) tokens++;
    } else if (room === 0) {
      room = 2;
      tokens++;
    } else room--;
  }
  return tokens;
}
