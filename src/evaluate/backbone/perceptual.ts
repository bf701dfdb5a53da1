import { frechetDistance } from '../../metrics/frechet-distance.ts';
import type { Backbone } from './backbone.ts';
import type { PictureSize } from './to-planes.ts';

/** What a backbone makes of one predicted clip: plain data. */
export type SeenFeatures = {
  /** Mean over the predicted frames of the cosine of predicted and true features, −1…1; 1 is alike. */
  readonly cosine: number;
  /** Mean over the predicted frames of the features' distance, ≥ 0. */
  readonly distance: number;
  /** Features of the last frame, predicted and true. */
  readonly last: readonly number[];
  readonly lastTrue: readonly number[];
};

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);

/** The cosine of two features; 1 of two that are nothing. */
function cosine(a: Float32Array, b: Float32Array): number {
  const [aa, bb] = [dot(a, a), dot(b, b)];
  if (aa === 0 || bb === 0) return aa === bb ? 1 : 0;
  return dot(a, b) / Math.sqrt(aa * bb);
}

const distance = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, k) => sum + (value - (b[k] as number)) ** 2, 0));

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Compares a clip's predicted frames with the true ones as a backbone sees them. */
export async function seeFeatures(
  backbone: Backbone,
  truth: readonly Uint8Array[],
  frames: readonly Uint8Array[],
  size: PictureSize,
): Promise<SeenFeatures> {
  const exact = await backbone.features(truth, size);
  const guess = await backbone.features(frames, size);
  const pairs = exact.map((row, h) => [row, guess[h] as Float32Array] as const);
  return {
    cosine: meanOf(pairs.map(([a, b]) => cosine(a, b))),
    distance: meanOf(pairs.map(([a, b]) => distance(a, b))),
    last: Array.from(guess.at(-1) as Float32Array),
    lastTrue: Array.from(exact.at(-1) as Float32Array),
  };
}

/** Fréchet distance of the last predicted frames from the true ones, one row a clip; `null` of fewer than two. */
export function frechetOfLast(seen: readonly SeenFeatures[]): number | null {
  const size = seen[0]?.last.length ?? 0;
  if (seen.length < 2) return null;
  const rows = (pick: (one: SeenFeatures) => readonly number[]) => ({
    values: Float64Array.from(seen.flatMap((one) => [...pick(one)])),
    size,
  });
  return frechetDistance(
    rows(({ last }) => last),
    rows(({ lastTrue }) => lastTrue),
  );
}
