/**
 * Pearson's correlation of two lists of one length, in [−1, 1]: whether one is a line over the other. NaN
 * where one of them does not vary.
 *
 * Source: Pearson 1896.
 */
export function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  a.forEach((value, i) => {
    const [da, db] = [value - meanA, b[i]! - meanB];
    product += da * db;
    squaresA += da * da;
    squaresB += db * db;
  });
  if (squaresA === 0 || squaresB === 0) return Number.NaN;
  return Math.min(1, Math.max(-1, product / Math.sqrt(squaresA * squaresB)));
}

/** The rank of each value, from 1; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let k = start; k < end; k++) ranks[order[k]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/**
 * Spearman's rank correlation, in [−1, 1]: whether one list puts things in the other's order. Equal values
 * share their ranks; NaN where all of a list are equal.
 *
 * Source: Spearman 1904.
 */
export const spearman = (a: readonly number[], b: readonly number[]): number =>
  pearson(ranksOf(a), ranksOf(b));
