/**
 * p-values corrected for their number, in [0, 1], in the order in which they came: one at most α may be
 * called significant, and the chance that any is so by chance stays at most α.
 *
 * Source: Holm 1979 (step-down).
 */
export function holmCorrected(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!);
  const corrected = new Array<number>(pValues.length);
  let least = 0;
  order.forEach((i, place) => {
    least = Math.max(least, Math.min(1, (pValues.length - place) * pValues[i]!));
    corrected[i] = least;
  });
  return corrected;
}

/**
 * How often chance alone would give a difference as far from zero, in (0, 1], of a bootstrap's draws of that
 * difference: twice the smaller share of draws on either side of zero, never less than the draws can tell.
 * NaN draws are left out.
 *
 * Source: Davison and Hinkley 1997, section 4.2.3 (the + 1) and 5.4 (inverted percentile interval).
 */
export function bootstrapPValue(draws: Float64Array): number {
  let below = 0;
  let above = 0;
  let count = 0;
  for (const draw of draws) {
    if (Number.isNaN(draw)) continue;
    count += 1;
    if (draw <= 0) below += 1;
    if (draw >= 0) above += 1;
  }
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (count + 1));
}
