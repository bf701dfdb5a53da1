/** A film's frames, each by its features. */
export type FilmFeatures = {
  /** Shape [frames, size]. */
  readonly values: Uint8Array;
  readonly frames: number;
};

/** A place in some films. */
export type FilmWindow = { readonly film: number; readonly start: number };

/** Sum of squared differences of one frame's features, given up beyond `most`. */
function frameDistance(
  a: Uint8Array,
  atA: number,
  b: Uint8Array,
  atB: number,
  size: number,
  most: number,
): number {
  let sum = 0;
  for (let i = 0; i < size && sum <= most; i++) sum += ((a[atA + i] as number) - (b[atB + i] as number)) ** 2;
  return sum;
}

/**
 * The window whose first frames are nearest to the given ones, by the sum of squared differences of their features;
 * the first of several. `null` where no window fits.
 *
 * @param context - Shape [context, size].
 * @param horizon - Frames that must follow in the film.
 */
export function nearestWindow(
  films: readonly FilmFeatures[],
  context: Uint8Array,
  size: number,
  horizon: number,
): FilmWindow | null {
  const shown = context.length / size;
  let best: FilmWindow | null = null;
  let least = Number.POSITIVE_INFINITY;
  films.forEach(({ values, frames }, film) => {
    for (let start = 0; start + shown + horizon <= frames; start++) {
      let sum = 0;
      // The last frame first: where things are now tells most.
      for (let f = shown - 1; f >= 0 && sum < least; f--) {
        sum += frameDistance(context, f * size, values, (start + f) * size, size, least - sum);
      }
      if (sum >= least) continue;
      least = sum;
      best = { film, start };
    }
  });
  return best;
}
