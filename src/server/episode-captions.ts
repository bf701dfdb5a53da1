import type { EpisodeFacts } from '../core/recorded-episode.ts';

/** What an episode says in words, by length or kind: `caption` or `captions` in its facts, where there are any. */
export function captionsOf(facts: EpisodeFacts): Readonly<Record<string, string>> {
  const { caption, captions } = facts as { readonly caption?: unknown; readonly captions?: unknown };
  const many = typeof captions === 'object' && captions !== null ? Object.entries(captions) : [];
  const one = typeof caption === 'string' ? [['caption', caption]] : [];
  return Object.fromEntries([...one, ...many].filter(([, text]) => typeof text === 'string'));
}
