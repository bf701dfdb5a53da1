import type { EpisodeEvent } from '../../../core/episode.ts';

/** Two bodies that touch, and for how long, seconds since the episode's start. */
export type Contact = { readonly other: string; readonly begin: number; readonly end: number };

/** When a body touches others, in order; a contact that does not end lasts for ever. */
export function contactsOf(events: readonly EpisodeEvent[], body: string): Contact[] {
  const open = new Map<string, number>();
  const contacts: Contact[] = [];
  for (const { kind, a, b, time } of events) {
    const other = a === body ? b : b === body ? a : null;
    if (other === null || kind === 'near_miss') continue;
    if (kind === 'contact_begin') open.set(other, time);
    const begin = open.get(other);
    if (kind !== 'contact_end' || begin === undefined) continue;
    contacts.push({ other, begin, end: time });
    open.delete(other);
  }
  for (const [other, begin] of open) contacts.push({ other, begin, end: Number.POSITIVE_INFINITY });
  return contacts.sort((x, y) => x.begin - y.begin);
}

/** Frames of an episode, both inclusive. */
export type FrameSpan = { readonly first: number; readonly last: number };

/** The spans of frames `from`…`to` in which a body touches nothing. */
export function freeSpans(
  contacts: readonly Contact[],
  fps: number,
  { first: from, last: to }: FrameSpan,
): FrameSpan[] {
  const spans: FrameSpan[] = [];
  let free = 0;
  for (const { begin, end } of [...contacts, { begin: Number.POSITIVE_INFINITY, end: 0 }]) {
    const first = Math.max(from, Math.ceil(free * fps - 1e-9));
    const last = Math.min(to, Math.floor(begin * fps + 1e-9));
    if (first <= last && begin > free) spans.push({ first, last });
    free = Math.max(free, end);
  }
  return spans;
}
