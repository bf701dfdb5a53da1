/** Most frames of a window: as many as Cosmos 3 makes at 480p. */
const MOST_FRAMES = 300;

/** A run of frames of a view that has captions of its own. */
export type CosmosWindow = { readonly start: number; readonly count: number };

/**
 * The windows that a clip is learnt in: the whole, or even parts of a long one, of which the trainer takes one at
 * random each time. None is below half of the most.
 */
export function cosmosWindows(frames: number): readonly CosmosWindow[] {
  const parts = Math.ceil(frames / MOST_FRAMES);
  const cut = (i: number): number => Math.round((i * frames) / parts);
  return Array.from({ length: parts }, (_, i) => ({ start: cut(i), count: cut(i + 1) - cut(i) }));
}
