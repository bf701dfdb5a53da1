import type { DiscardedEpisode } from './open-dataset.ts';

/** How many reasons are told. */
const TOLD = 3;

/** How many were discarded and why, in a sentence. */
export function discardWords(discarded: readonly DiscardedEpisode[], planned: number): string {
  const told = discarded.slice(0, TOLD).map(({ id, reason }) => `${id}: ${reason}`);
  const more = discarded.length > TOLD ? `; and ${discarded.length - TOLD} more` : '';
  return `${discarded.length} of ${planned} episodes discarded (${told.join('; ')}${more}).`;
}
