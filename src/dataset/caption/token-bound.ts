/**
 * More tokens than a text takes, without a tokenizer: one for every three letters of a word, one for every digit and
 * every other mark. Tokenizers of byte pairs (Qwen's, T5's) take one or two for an English word, at most one for a digit
 * and for a mark; spaces go with the word that follows.
 */
export function boundedTokens(text: string): number {
  let tokens = 0;
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isLetter = (code | 32) >= 97 && (code | 32) <= 122;
    // The first, fourth, seventh … letter of a word begins a token.
    if (isLetter) tokens += letters++ % 3 === 0 ? 1 : 0;
    else {
      letters = 0;
      if (code > 32) tokens++;
    }
  }
  return tokens;
}
